package dev.orgworks.api.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the public pages at the paths that {@link dev.orgworks.domain.links.Links} makes, and what they load at {@code /pages}. */
@Configuration(proxyBeanMethods = false)
class PublicPages implements WebMvcConfigurer {

    private static final List<String> PAGES = List.of("claim", "invite");

    /** Only what this server sends runs, and it can write texts alone, whatever somebody called his organization. */
    private static final String OWN_ONLY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        PAGES.forEach(page -> registry.addViewController("/" + page).setViewName("forward:/pages/" + page + ".html"));
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/pages/*")
                .addResourceLocations("classpath:/dev/orgworks/api/pages/files/")
                .setCacheControl(CacheControl.noCache());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
                    @Override
                    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                        response.setHeader("Content-Security-Policy", OWN_ONLY);
                        return true;
                    }
                })
                .addPathPatterns("/pages/**")
                .addPathPatterns(PAGES.stream().map(page -> "/" + page).toList());
    }
}
