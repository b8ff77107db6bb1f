package dev.orgworks.scheduler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.orgworks.domain.testing.HouseRules;
import org.junit.jupiter.api.Test;
import org.quartz.Job;

class ArchitectureTest {

    private static final String ROOT = "dev.orgworks.scheduler";

    @Test
    void everyClassKeepsTheHouseRules() {
        HouseRules.check(ROOT);
    }

    @Test
    void quartzJobsArePackagePrivate() {
        classes().that().implement(Job.class).should().bePackagePrivate().check(HouseRules.classesOf(ROOT));
    }

    @Test
    void theSchedulerKnowsNoHttp() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.web..", "jakarta.servlet..")
                .check(HouseRules.classesOf(ROOT));
    }
}
