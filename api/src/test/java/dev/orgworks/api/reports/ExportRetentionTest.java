package dev.orgworks.api.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.domain.jobs.Clearing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** How long files of exports are kept, and what becomes of those that nobody knows. */
class ExportRetentionTest extends ApiTest {

    private static final Path REPORTS = Path.of("target/test-reports");

    private final List<Clearing> clearing;
    private final TransactionTemplate transaction;

    @Autowired
    ExportRetentionTest(List<Clearing> clearing, TransactionTemplate transaction) {
        this.clearing = clearing;
        this.transaction = transaction;
    }

    @Test
    void aFileIsKeptUntilItExpiresAndThenDeleted() {
        Tenant tenant = tenant();
        Answer export = export(tenant);
        Path file = stored(export);
        Instant expires = Instant.parse(export.text("/data/expiresAt"));
        assertThat(Duration.between(Instant.parse(export.text("/data/finishedAt")), expires))
                .isEqualTo(Duration.ofDays(30));

        clear("reports.exports", expires.minusMillis(1));
        assertThat(file).exists();

        clear("reports.exports", expires);
        assertThat(file).doesNotExist();
        Answer expired = admin.get(path(tenant, export)).expect(200);
        assertThat(expired.text("/data/state")).isEqualTo("EXPIRED");
        assertThat(expired.text("/data/download")).isEmpty();
        assertThat(expired.text("/data/sha256")).isEqualTo(export.text("/data/sha256"));
        admin.get(path(tenant, export) + "/download").refused(410);
    }

    @Test
    void aFileThatWentBeforeTheNoteIsNotedTheNextTime() throws Exception {
        Tenant tenant = tenant();
        Answer export = export(tenant);
        Files.delete(stored(export));

        clear("reports.exports", Instant.parse(export.text("/data/expiresAt")));

        assertThat(admin.get(path(tenant, export)).text("/data/state")).isEqualTo("EXPIRED");
    }

    @Test
    void filesThatNoExportKnowsAreDeletedWhenTheyAreOld() throws Exception {
        Tenant tenant = tenant();
        Answer export = export(tenant);
        String id = export.text("/data/id");
        Path known = old(stored(export));
        Path stray = old(known.resolveSibling("learners-999999999.csv"));
        Path part = old(known.resolveSibling("imports-" + id + ".csv.part"));
        Path young = Files.writeString(known.resolveSibling("learners-999999998.csv"), "young");
        Files.createDirectories(REPORTS.resolve("work"));
        Path leftBehind = old(REPORTS.resolve("work/" + id + ".rows"));
        Path workbook = old(REPORTS.resolve("work/imports-" + id + ".xlsx"));
        Path youngWork = Files.writeString(REPORTS.resolve("work/999999998.rows"), "young");

        clear("reports.strays", Instant.now());

        assertThat(known).exists();
        assertThat(young).exists();
        assertThat(youngWork).exists();
        assertThat(List.of(stray, part, leftBehind, workbook))
                .allSatisfy(file -> assertThat(file).doesNotExist());
        Files.delete(young);
        Files.delete(youngWork);
    }

    @Test
    void whatIsWorkedOnIsLeftAloneHoweverOldItIs() throws Exception {
        Tenant tenant = tenant();
        Answer export = export(tenant);
        String id = export.text("/data/id");
        database.sql("update report_export set state = 'RUNNING' where id = :id")
                .param("id", id)
                .update();
        Files.createDirectories(REPORTS.resolve("work"));
        Path rows = old(REPORTS.resolve("work/" + id + ".rows"));

        clear("reports.strays", Instant.now());
        assertThat(rows).exists();

        database.sql("update report_export set state = 'FAILED' where id = :id")
                .param("id", id)
                .update();
        clear("reports.strays", Instant.now());
        assertThat(rows).doesNotExist();
    }

    private void clear(String name, Instant now) {
        Clearing found = clearing.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        while (Objects.requireNonNull(transaction.execute(status -> found.clear(now, 100))) > 0) {
            // until nothing is left
        }
    }

    private static Path old(Path file) throws Exception {
        if (!Files.exists(file)) {
            Files.writeString(file, "old");
        }
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
    }

    private Answer export(Tenant tenant) {
        Answer accepted = admin.post(tenant.path() + "/reports/exports", "{\"type\": \"imports\"}")
                .expect(202);
        finished(accepted.text("/data/job/id"));
        return admin.get(accepted.header("location")).expect(200);
    }

    private static String path(Tenant tenant, Answer export) {
        return tenant.path() + "/reports/exports/" + export.text("/data/id");
    }

    private Path stored(Answer export) {
        return REPORTS.resolve("files")
                .resolve(database.sql("select stored_as from report_export where id = :id")
                        .param("id", export.text("/data/id"))
                        .query(String.class)
                        .single());
    }
}
