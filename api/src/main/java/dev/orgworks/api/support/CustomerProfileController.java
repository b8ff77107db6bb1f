package dev.orgworks.api.support;

import dev.orgworks.domain.support.CustomerProfile;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the desk knows of its customers. */
@RestController
@RequestMapping("/organizations/{organizationId}/customer-profiles")
class CustomerProfileController extends CrudController<CustomerProfile> {

    CustomerProfileController(ShowRows show, StoreBodies store) {
        super(CustomerProfile.class, show, store);
    }
}
