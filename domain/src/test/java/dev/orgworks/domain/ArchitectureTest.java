package dev.orgworks.domain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.testing.HouseRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    private static final String ROOT = "dev.orgworks.domain";

    /** The signboards' words as a table: what each feature may use. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("directory", Set.of()),
            Map.entry("database", Set.of()),
            Map.entry("csv", Set.of()),
            Map.entry("secrets", Set.of()),
            Map.entry("mail", Set.of("secrets", "organizations", "jobs", "audit", "database")),
            Map.entry("audit", Set.of("directory", "database")),
            Map.entry("organizations", Set.of("directory", "audit", "database")),
            Map.entry("users", Set.of("directory", "organizations", "audit", "database")),
            Map.entry("jobs", Set.of("organizations", "audit", "database")),
            Map.entry("deletion", Set.of("organizations", "jobs", "audit", "database")),
            Map.entry("idempotency", Set.of("jobs", "database")),
            Map.entry("learners", Set.of("organizations", "audit", "database")),
            Map.entry("links", Set.of()),
            Map.entry(
                    "licenses",
                    Set.of("learners", "organizations", "sis", "jobs", "mail", "links", "users", "audit", "database")),
            Map.entry(
                    "invites",
                    Set.of(
                            "provisioning",
                            "licenses",
                            "learners",
                            "users",
                            "organizations",
                            "mail",
                            "links",
                            "jobs",
                            "audit",
                            "database")),
            Map.entry(
                    "provisioning",
                    Set.of("licenses", "learners", "organizations", "mail", "links", "users", "audit", "database")),
            Map.entry("support", Set.of("organizations", "users", "jobs", "mail", "audit", "database")),
            Map.entry("webhooks", Set.of("mail", "users", "secrets", "organizations", "jobs", "audit", "database")),
            Map.entry("metrics", Set.of("support", "organizations", "jobs", "audit", "database")),
            Map.entry("activity", Set.of("learners", "organizations", "jobs", "audit", "database")),
            Map.entry(
                    "reports",
                    Set.of(
                            "activity",
                            "metrics",
                            "support",
                            "sis",
                            "provisioning",
                            "invites",
                            "licenses",
                            "learners",
                            "users",
                            "organizations",
                            "webhooks",
                            "mail",
                            "links",
                            "secrets",
                            "csv",
                            "jobs",
                            "audit",
                            "database")),
            Map.entry("sis", Set.of("learners", "organizations", "jobs", "audit", "database", "csv")));

    @Test
    void everyClassKeepsTheHouseRules() {
        HouseRules.check(ROOT);
    }

    @Test
    void everyFeatureUsesOnlyWhatItsSignboardSays() {
        HouseRules.checkDependencies(ROOT, ALLOWED);
    }

    @Test
    void noFeatureReachesIntoAnother() {
        ApplicationModules.of(ROOT).verify();
    }

    @Test
    void theDomainKnowsNeitherHttpNorBatchNorQuartz() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.web..", "jakarta.servlet..", "org.springframework.batch..", "org.quartz..")
                .check(HouseRules.classesOf(ROOT));
    }

    @Test
    void tablesAreMadeInMigrationsOnly() throws IOException {
        Pattern ddl = Pattern.compile("\\b(create|alter|drop)\\s+(temporary\\s+)?table\\b");
        for (String module : List.of("domain", "batch-jobs", "scheduler", "api")) {
            Path sources = Path.of("..", module, "src", "main");
            try (Stream<Path> files = Files.walk(sources)) {
                assertThat(files.filter(Files::isRegularFile))
                        .as("main sources of %s", module)
                        .isNotEmpty()
                        .allSatisfy(file -> assertThat(Files.readString(file).toLowerCase(Locale.ROOT))
                                .as("%s", file)
                                .doesNotContainPattern(ddl));
            }
        }
    }

    @Test
    void migrationsAreNamedAsTheContractNamesThem() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "sql"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(name).matches("20\\d{10}_[a-z0-9_]+\\.sql"));
        }
    }
}
