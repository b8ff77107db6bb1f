package dev.orgworks.api.support;

import dev.orgworks.domain.support.DeskUser;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The desk's users. */
@RestController
@RequestMapping("/organizations/{organizationId}/users")
class DeskUserController extends CrudController<DeskUser> {

    DeskUserController(ShowRows show, StoreBodies store) {
        super(DeskUser.class, show, store);
    }
}
