package dev.orgworks.scheduler;

import dev.orgworks.domain.testing.TestDatabase;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

@SpringBootApplication(scanBasePackages = "dev.orgworks")
class SchedulerTestApplication {

    @Bean
    DynamicPropertyRegistrar database() {
        return TestDatabase::register;
    }
}
