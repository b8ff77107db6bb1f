package dev.orgworks.api.docs;

import dev.orgworks.domain.users.Contract;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** The page at {@code /docs}: Swagger UI, all of it from this server. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "orgworks.docs", matchIfMissing = true)
class DocsPages implements WebMvcConfigurer {

    private static final String DOCUMENTS = "/docs/openapi";

    /** Swagger UI's style sheet has its icons in it, as data. */
    private static final String OWN_ONLY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/docs", "/docs/index.html");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/docs/swagger-ui/swagger-ui*")
                .addResourceLocations("classpath:/META-INF/resources/webjars/swagger-ui/" + version() + "/")
                .setCacheControl(CacheControl.noCache());
        registry.addResourceHandler("/docs/*")
                .addResourceLocations("classpath:/dev/orgworks/api/docs/page/")
                .setCacheControl(CacheControl.noCache());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
                    @Override
                    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
                            throws NoResourceFoundException {
                        response.setHeader("Content-Security-Policy", OWN_ONLY);
                        requireDocument(request.getRequestURI());
                        return true;
                    }
                })
                .addPathPatterns("/docs", "/docs/**");
    }

    private static void requireDocument(String path) throws NoResourceFoundException {
        if (path.startsWith(DOCUMENTS)
                && Arrays.stream(Contract.values())
                        .noneMatch(
                                contract -> path.endsWith("/" + contract.name().toLowerCase(Locale.ROOT)))) {
            throw new NoResourceFoundException(HttpMethod.GET, path, path);
        }
    }

    private static String version() {
        try {
            Properties jar = PropertiesLoaderUtils.loadProperties(
                    new ClassPathResource("META-INF/maven/org.webjars/swagger-ui/pom.properties"));
            return jar.getProperty("version");
        } catch (IOException e) {
            throw new IllegalStateException("The jar of Swagger UI is missing", e);
        }
    }
}
