package dev.orgworks.api.provisioning;

import dev.orgworks.api.http.RateLimits;
import dev.orgworks.domain.provisioning.ClaimRefusedException;
import dev.orgworks.domain.provisioning.ClaimRefusedException.Reason;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Tells who sends many tokens that open nothing to stop. */
@Component
class SlowGuesses {

    private final RateLimits limits;

    SlowGuesses(RateLimits limits) {
        this.limits = limits;
    }

    <T> T around(HttpServletRequest request, HttpServletResponse response, Supplier<T> act) {
        try {
            return act.get();
        } catch (ClaimRefusedException e) {
            if (e.reason() == Reason.TOKEN_UNKNOWN) {
                limits.tokenFailure(request.getRemoteAddr(), response);
            }
            throw e;
        }
    }
}
