package dev.orgworks.api.support;

import dev.orgworks.domain.support.Representative;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Those who answer customers. */
@RestController
@RequestMapping("/organizations/{organizationId}/representatives")
class RepresentativeController extends CrudController<Representative> {

    RepresentativeController(ShowRows show, StoreBodies store) {
        super(Representative.class, show, store);
    }
}
