package dev.orgworks.api.support;

import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.support.Budget;
import dev.orgworks.domain.support.BudgetUsage;
import dev.orgworks.domain.support.FindRows;
import dev.orgworks.domain.support.FindUsage;
import dev.orgworks.domain.users.Role;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** All that was taken from a budget. */
@RestController
@RequestMapping("/organizations/{organizationId}/budgets/{id}/usage")
class BudgetUsageController {

    private final FindRows find;
    private final FindUsage usage;

    BudgetUsageController(FindRows find, FindUsage usage) {
        this.find = find;
        this.usage = usage;
    }

    @GetMapping
    @Requires(Role.VIEWER)
    DeskAnswer<List<BudgetUsage>> list(Organization organization, @PathVariable String id, Page page) {
        UUID budget = DeskId.of(Budget.class, id);
        find.get(organization.id(), Budget.class, budget);
        return DeskAnswer.page(
                usage.list(organization.id(), budget, page.limit(), page.offset()),
                page,
                usage.count(organization.id(), budget));
    }
}
