package dev.orgworks.api.http;

import dev.orgworks.domain.organizations.FindOrganizations;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Fills {@link Organization} parameters with the organization of the path's {@code organizationId}, a number or a UUID. No
 * route gets at an organization in another way, so none can forget that strangers' organizations do not exist.
 */
class OrganizationArgument implements HandlerMethodArgumentResolver {

    private final FindOrganizations organizations;

    OrganizationArgument(FindOrganizations organizations) {
        this.organizations = organizations;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Organization.class;
    }

    @Override
    public Organization resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        return reached(
                        organizations,
                        request.getAttribute(
                                HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST))
                .orElseThrow(() -> new IllegalStateException("The route has no organizationId in its path"));
    }

    /** The organization of a path's variables, if the path has one and the present caller reaches it. */
    static Optional<Organization> reached(FindOrganizations organizations, @Nullable Object variables) {
        if (variables instanceof Map<?, ?> map && map.get("organizationId") instanceof String id) {
            Caller caller = CallerArgument.current();
            Organization organization = organizations.byPath(id, caller.sight());
            if (!caller.reach().covers(organization.id())) {
                throw new ForbiddenException("Your role in this organization does not allow this");
            }
            return Optional.of(organization);
        }
        return Optional.empty();
    }
}
