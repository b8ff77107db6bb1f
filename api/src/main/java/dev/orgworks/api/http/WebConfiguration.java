package dev.orgworks.api.http;

import dev.orgworks.domain.organizations.FindOrganizations;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives the routes their arguments and their role check. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    private final FindOrganizations organizations;
    private final StrictJson json;
    private final RateLimits limits;
    private final boolean worker;

    WebConfiguration(FindOrganizations organizations, StrictJson json, RateLimits limits, Environment environment) {
        this.organizations = organizations;
        this.json = json;
        this.limits = limits;
        this.worker = "worker".equals(environment.getProperty("orgworks.node"));
    }

    /** Not YAML, though a library that can read and write it came with another. */
    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.withJsonConverter(new StrictBodies(json))
                .configureMessageConvertersList(all ->
                        all.removeIf(converter -> converter.getSupportedMediaTypes().stream()
                                .anyMatch(type -> type.getSubtype().contains("yaml"))));
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
