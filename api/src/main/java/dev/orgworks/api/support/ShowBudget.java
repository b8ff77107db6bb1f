package dev.orgworks.api.support;

import dev.orgworks.api.http.Page;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.support.Budget;
import dev.orgworks.domain.support.BudgetUsage;
import dev.orgworks.domain.support.FindRows;
import dev.orgworks.domain.support.FindUsage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

/** Shows budgets; one alone with the latest that was taken from it. */
@Component
class ShowBudget {

    private final ShowRows show;
    private final FindRows find;
    private final FindUsage usage;

    ShowBudget(ShowRows show, FindRows find, FindUsage usage) {
        this.show = show;
        this.find = find;
        this.usage = usage;
    }

    DeskAnswer<List<Shown<Budget>>> page(Organization organization, Page page, MultiValueMap<String, String> query) {
        return show.page(organization, Budget.class, page, query);
    }

    ResponseEntity<DeskAnswer<Shown<Budget>>> one(Organization organization, UUID id) {
        return changed(organization, find.get(organization.id(), Budget.class, id));
    }

    ResponseEntity<DeskAnswer<Shown<Budget>>> made(Organization organization, Budget budget) {
        return ShowRows.answer(ResponseEntity.created(ShowRows.place(budget)), whole(organization, budget));
    }

    ResponseEntity<DeskAnswer<Shown<Budget>>> changed(Organization organization, Budget budget) {
        return ShowRows.answer(ResponseEntity.ok(), whole(organization, budget));
    }

    DeskAnswer<List<BudgetUsage>> usage(Organization organization, UUID id, Page page) {
        find.get(organization.id(), Budget.class, id);
        return DeskAnswer.page(
                usage.list(organization.id(), id, page.limit(), page.offset()),
                page,
                usage.count(organization.id(), id));
    }

    private Shown<Budget> whole(Organization organization, Budget budget) {
        List<BudgetUsage> latest = usage.list(organization.id(), Objects.requireNonNull(budget.id()), Page.MOST, 0);
        Map<String, Object> beside =
                new LinkedHashMap<>(show.shown(organization, budget).beside());
        beside.put(Remaining.USAGE, latest);
        return new Shown<>(organization.uuid(), budget, beside);
    }
}
