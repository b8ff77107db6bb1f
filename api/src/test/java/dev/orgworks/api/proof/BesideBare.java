package dev.orgworks.api.proof;

import dev.orgworks.api.Orgworks;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The platform, and in the same process what Spring MVC can do at best: a handler that returns bytes made beforehand, on the
 * port {@code bare.port}.
 */
final class BesideBare {

    /** Keeps them out of the platform, which takes whatever it finds in its packages. */
    private static final String PROFILE = "bare";

    private BesideBare() {}

    @Profile(PROFILE)
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class
    })
    static class Bare {}

    @Profile(PROFILE)
    @RestController
    static class BareController {

        private final Map<Integer, byte[]> constants = new ConcurrentHashMap<>();

        @GetMapping("/{bytes}")
        ResponseEntity<byte[]> constant(@PathVariable int bytes) {
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(constants.computeIfAbsent(bytes, byte[]::new));
        }
    }

    /** Starts both. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(Bare.class, BareController.class)
                .profiles(PROFILE)
                .properties(Map.of(
                        "spring.config.name",
                        "bare",
                        "server.port",
                        Integer.getInteger("bare.port"),
                        "spring.main.banner-mode",
                        "off"))
                .run();
        Orgworks.main(arguments);
    }
}
