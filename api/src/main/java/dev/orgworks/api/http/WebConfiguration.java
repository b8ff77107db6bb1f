package dev.orgworks.api.http;

import dev.orgworks.domain.organizations.FindOrganizations;
import jakarta.validation.Validator;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Gives the routes their arguments and their role check. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    private final FindOrganizations organizations;
    private final JsonMapper json;
    private final Validator validator;
    private final RateLimits limits;
    private final boolean worker;

    WebConfiguration(
            FindOrganizations organizations,
            JsonMapper json,
            Validator validator,
            RateLimits limits,
            Environment environment) {
        this.organizations = organizations;
        this.json = json;
        this.validator = validator;
        this.limits = limits;
        this.worker = "worker".equals(environment.getProperty("orgworks.node"));
    }

    /**
     * Bodies mean what they say or are refused: a misspelt {@code organizationIds} that is passed over would make a token for
     * every organization, and a number taken for an enum's place another role than anybody wrote.
     */
    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.withJsonConverter(new StrictBodies(
                json.rebuild()
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .withCoercionConfig(
                                LogicalType.Textual,
                                text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                        .build(),
                validator));
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgument());
        resolvers.add(new OrganizationArgument(organizations));
        resolvers.add(new PageArgument());
        resolvers.add(new IfMatchArgument());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new RoleCheck(worker));
        registry.addInterceptor(new CreationLimit(limits));
    }
}
