package dev.orgworks.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;

import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Open;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.testing.HouseRules;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

class ArchitectureTest {

    private static final String ROOT = "dev.orgworks.api";

    @Test
    void everyClassKeepsTheHouseRules() {
        HouseRules.check(ROOT);
    }

    @Test
    void everyFeatureUsesOnlyWhatItsSignboardSays() {
        HouseRules.checkDependencies(
                ROOT,
                Map.ofEntries(
                        entry("http", Set.of("identity")),
                        entry("identity", Set.of()),
                        entry("logs", Set.of()),
                        entry("start", Set.of()),
                        entry("pages", Set.of()),
                        entry("health", Set.of("http")),
                        entry("docs", Set.of("http")),
                        entry("audit", Set.of("http")),
                        entry("users", Set.of("http")),
                        entry("organizations", Set.of("http")),
                        entry("metering", Set.of("http")),
                        entry("learners", Set.of("http")),
                        entry("licenses", Set.of("http")),
                        entry("invites", Set.of("http")),
                        entry("provisioning", Set.of("http")),
                        entry("jobs", Set.of("http")),
                        entry("mail", Set.of("http")),
                        entry("webhooks", Set.of("http")),
                        entry("support", Set.of("http")),
                        entry("metrics", Set.of("http", "support")),
                        entry("activity", Set.of("http")),
                        entry("reports", Set.of("http", "jobs")),
                        entry("sis", Set.of("http", "jobs"))));
    }

    @Test
    void controllersArePackagePrivate() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .should()
                .bePackagePrivate()
                .check(HouseRules.classesOf(ROOT));
    }

    @Test
    void everyRouteSaysWhomItAnswers() {
        methods()
                .that()
                .areMetaAnnotatedWith(RequestMapping.class)
                .should()
                .beAnnotatedWith(Requires.class)
                .orShould()
                .beAnnotatedWith(Open.class)
                .check(HouseRules.classesOf(ROOT));
    }

    /** Whoever sends a request again for want of an answer must not do it twice. */
    @Test
    void everyPostOfACallerHonoursIdempotencyKeys() {
        methods()
                .that()
                .areAnnotatedWith(PostMapping.class)
                .and()
                .areNotAnnotatedWith(Open.class)
                .should()
                .beAnnotatedWith(Idempotent.class)
                .check(HouseRules.classesOf(ROOT));
    }

    @Test
    void theApiKnowsNeitherBatchNorQuartz() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.batch..",
                        "org.quartz..",
                        "dev.orgworks.jobs..",
                        "dev.orgworks.scheduler..")
                .check(HouseRules.classesOf(ROOT));
    }
}
