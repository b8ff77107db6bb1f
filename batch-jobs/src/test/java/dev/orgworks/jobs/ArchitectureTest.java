package dev.orgworks.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.orgworks.domain.testing.HouseRules;
import dev.orgworks.jobs.engine.BatchJob;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "dev.orgworks.jobs";

    @Test
    void everyClassKeepsTheHouseRules() {
        HouseRules.check(ROOT);
    }

    @Test
    void aJobUsesTheEngineAndNoOtherJob() {
        HouseRules.checkDependencies(
                ROOT, Map.of("engine", Set.of(), "sis", Set.of("engine"), "housekeeping", Set.of("engine")));
    }

    @Test
    void jobsArePackagePrivate() {
        classes().that().implement(BatchJob.class).should().bePackagePrivate().check(HouseRules.classesOf(ROOT));
    }

    @Test
    void jobsKnowNeitherHttpNorQuartz() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.web..", "jakarta.servlet..", "org.quartz..")
                .check(HouseRules.classesOf(ROOT));
    }

    /** Its restart rules, its isolation and its interruption would not hold; RunSteps makes every step. */
    @Test
    void onlyTheEngineMakesSteps() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.batch.core.step.builder..", "org.springframework.batch.core.job.builder..")
                .check(HouseRules.classesOf(ROOT));
    }
}
