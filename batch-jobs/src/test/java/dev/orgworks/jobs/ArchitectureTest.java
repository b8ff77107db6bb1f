package dev.orgworks.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.orgworks.domain.testing.HouseRules;
import dev.orgworks.jobs.engine.BatchJob;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.partition.PartitionHandler;

class ArchitectureTest {

    private static final String ROOT = "dev.orgworks.jobs";

    @Test
    void everyClassKeepsTheHouseRules() {
        HouseRules.check(ROOT);
    }

    @Test
    void aJobUsesTheEngineAndNoOtherJob() {
        HouseRules.checkDependencies(
                ROOT,
                Map.of(
                        "engine",
                        Set.of(),
                        "sis",
                        Set.of("engine"),
                        "housekeeping",
                        Set.of("engine"),
                        "deletion",
                        Set.of("engine"),
                        "licenses",
                        Set.of("engine"),
                        "metrics",
                        Set.of("engine"),
                        "reports",
                        Set.of("engine")));
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

    @Test
    void jobsStayOutOfTheTrapsOfSpringBatch() {
        TrapRules.ALL.forEach(rule -> rule.check(HouseRules.classesOf(ROOT)));
    }

    @Test
    void everyTrapIsRefusedWhereSomebodyWalksIntoIt() {
        JavaClasses samples = new ClassFileImporter().importClasses(TrapSamples.class, TrapSamples.SharedReader.class);
        assertThat(TrapRules.ALL)
                .allSatisfy(rule -> assertThat(rule.evaluate(samples).hasViolation())
                        .as(rule.getDescription())
                        .isTrue());
    }

    /** Their slices must share a stop, hold no thread that another run waits for, and be waited for. */
    @Test
    void onePlaceDecidesWhoWorksOnSlices() {
        classes()
                .that()
                .implement(PartitionHandler.class)
                .should()
                .haveSimpleName("LocalSlices")
                .check(HouseRules.classesOf(ROOT));
    }
}
