package dev.orgworks.api.http;

import dev.orgworks.domain.users.Contract;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.condition.RequestCondition;

/** Lets a controller have the requests of its contract. */
record ContractCondition(Contract contract, RequestContract requests) implements RequestCondition<ContractCondition> {

    @Override
    public ContractCondition combine(ContractCondition other) {
        return other;
    }

    @Override
    public @Nullable ContractCondition getMatchingCondition(HttpServletRequest request) {
        return requests.of(request) == contract ? this : null;
    }

    @Override
    public int compareTo(ContractCondition other, HttpServletRequest request) {
        return 0;
    }
}
