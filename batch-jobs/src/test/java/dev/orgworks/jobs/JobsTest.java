package dev.orgworks.jobs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;

/** A test of jobs on the real database, without Quartz. All of them share one context. */
@SpringBootTest(
        classes = JobsTestApplication.class,
        properties = {
            "spring.config.import=classpath:domain.yaml,classpath:batch-jobs.yaml",
            "orgworks.sis.uploads=target/test-uploads",
            "orgworks.sis.chunk-rows=100",
            "orgworks.reports.folder=target/test-reports",
            "orgworks.reports.page-rows=100",
            "orgworks.sis.change-threshold-percent=100",
            "spring.main.banner-mode=off",
            "logging.level.root=warn",
            "logging.level.org.springframework.batch.core=off",
            "logging.level.org.springframework.jdbc.support=off",
            "logging.level.com.zaxxer.hikari=error",
            "logging.level.org.springframework.transaction=off"
        })
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface JobsTest {}
