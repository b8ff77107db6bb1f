package dev.orgworks.domain;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every feature gets from outside. */
@Configuration(proxyBeanMethods = false)
class DomainConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }
}
