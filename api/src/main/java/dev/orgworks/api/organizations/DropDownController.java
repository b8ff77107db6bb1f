package dev.orgworks.api.organizations;

import dev.orgworks.api.http.Requires;
import dev.orgworks.api.organizations.StudioController.StudioAnswer;
import dev.orgworks.domain.organizations.FindOwners;
import dev.orgworks.domain.organizations.Organization.Category;
import dev.orgworks.domain.users.Role;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the studio contract's drop-downs offer. */
@RestController
@RequestMapping("/api/organizations")
class DropDownController {

    private final FindOwners owners;

    DropDownController(FindOwners owners) {
        this.owners = owners;
    }

    /** A choice. */
    record CategoryOption(Category code, String label) {}

    @GetMapping("/owners")
    @Requires(Role.VIEWER)
    StudioAnswer<List<OwnerView>> owners() {
        return StudioAnswer.of(
                "Organization owners fetched",
                owners.all().stream().map(OwnerView::of).toList());
    }

    @GetMapping("/categories")
    @Requires(Role.VIEWER)
    StudioAnswer<List<CategoryOption>> categories() {
        return StudioAnswer.of(
                "Organization categories fetched",
                Stream.of(Category.values())
                        .map(category -> new CategoryOption(category, category.label()))
                        .toList());
    }
}
