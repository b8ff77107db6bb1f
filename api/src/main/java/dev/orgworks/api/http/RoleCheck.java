package dev.orgworks.api.http;

import dev.orgworks.domain.users.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Holds every route to its {@link Requires}, before anything of the request is read. */
class RoleCheck implements HandlerInterceptor {

    private static final String OWN_CODE = "dev.orgworks.";

    private final boolean worker;

    /** @param worker whether this node only carries out jobs, and answers open routes alone */
    RoleCheck(boolean worker) {
        this.worker = worker;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)
                || !method.getBeanType().getName().startsWith(OWN_CODE)
                || method.getMethod().isAnnotationPresent(Open.class)) {
            return true;
        }
        if (worker) {
            throw new ForbiddenException("This node only carries out jobs; ask one that serves the API");
        }
        Requires requires = method.getMethod().getAnnotation(Requires.class);
        if (requires == null) {
            throw new IllegalStateException(method + " says neither what it requires nor that it is open");
        }
        Caller caller = CallerArgument.current();
        RequestIds.noteCaller(caller, request);
        if (!caller.role().includes(requires.value())) {
            throw new ForbiddenException(
                    "This needs the role " + requires.value() + "; the token has the role " + caller.role());
        }
        if (caller.roles() != null) {
            CallerArgument.limit(caller.where(requires.value()));
        }
        return true;
    }
}
