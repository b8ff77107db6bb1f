package dev.orgworks.scheduler;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;

/** A test of the queue with Quartz on the real store. All of them share one context, and so one running node. */
@SpringBootTest(
        classes = SchedulerTestApplication.class,
        properties = {
            "spring.config.import=classpath:domain.yaml,classpath:batch-jobs.yaml,classpath:scheduler.yaml",
            "orgworks.sis.uploads=target/test-uploads",
            "spring.main.banner-mode=off",
            "logging.level.root=warn",
            "logging.level.org.springframework.batch.core=off"
        })
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface SchedulerTest {}
