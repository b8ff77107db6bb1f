package dev.orgworks.api.http;

import dev.orgworks.api.http.RateLimits.Rule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Limits how often a caller creates things; repetitions under an idempotency key count too. */
class CreationLimit implements HandlerInterceptor {

    private final RateLimits limits;

    CreationLimit(RateLimits limits) {
        this.limits = limits;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && method.hasMethodAnnotation(Idempotent.class)) {
            limits.take(Rule.CREATIONS, AnswerOnce.scope(CallerArgument.current()), response);
        }
        return true;
    }
}
