package dev.orgworks.jobs.sis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.domain.GoneException;
import dev.orgworks.domain.jobs.Clearing;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.FindPlan;
import dev.orgworks.domain.sis.ImportOptions;
import dev.orgworks.domain.sis.ImportOptions.Mode;
import dev.orgworks.domain.sis.ImportOptions.OnMissing;
import dev.orgworks.domain.sis.ImportState;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.domain.sis.Uploads;
import dev.orgworks.domain.sis.WriteErrors;
import dev.orgworks.jobs.JobsTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What is left of imports after days and months. */
@JobsTest
class RetentionTest {

    private static final ImportOptions DRY_RUN =
            new ImportOptions(Mode.UPSERT, true, OnMissing.KEEP, null, null, false, null);
    private static final List<String> STAGING =
            List.of("sis_stage", "sis_unit", "sis_contest", "sis_seen", "sis_problem");
    private static final List<String> JOURNAL = List.of("sis_journal", "sis_undo_move", "sis_undo_kept");

    private final Registrar registrar;
    private final Undoer undoer;
    private final Kept kept;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final List<Clearing> clearings;
    private long school;

    /** Reads what is still there. */
    record Kept(FindImports imports, FindPlan plan, WriteErrors errors, Uploads uploads) {}

    @Autowired
    RetentionTest(
            Registrar registrar,
            Undoer undoer,
            FindImports imports,
            FindPlan plan,
            WriteErrors errors,
            Uploads uploads,
            TransactionTemplate transaction,
            JdbcClient jdbc,
            List<Clearing> clearings) {
        this.registrar = registrar;
        this.undoer = undoer;
        this.kept = new Kept(imports, plan, errors, uploads);
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.clearings = clearings;
    }

    @BeforeEach
    void two_learners() {
        school = registrar.organization();
        registrar.imports(school, "A1,ann,,,,active", "B1,bob,,,,active");
    }

    @Test
    void an_ended_import_loses_upload_and_plan_first_and_the_journal_later() {
        SisImport done = registrar.imports(school, "A1,bob,Ann,,,active", "B1,ann,,,,active", "C1,,,,,active");

        clear(29);
        assertThat(rows(done, STAGING)).isEqualTo(3 + 1 + 4 + 1);
        assertThat(file(done)).exists();
        kept.errors.hasPlan(done);

        clear(31);
        assertThat(rows(done, STAGING)).isZero();
        assertThat(file(done)).doesNotExist();
        assertGone("UPLOAD_CLEARED", () -> kept.errors.hasPlan(done));
        assertGone("PLAN_CLEARED", () -> kept.plan.page(done, null, 0, 10));
        assertThat(kept.imports.byId(done.id()).counts()).isEqualTo(done.counts());
        undoer.undone(done);
        assertThat(registrar.logins(school)).containsExactly("A1=ann", "B1=bob");

        clear(89);
        assertThat(rows(done, JOURNAL)).isPositive();
        clear(91);
        assertThat(rows(done, JOURNAL)).isZero();
    }

    @Test
    void an_import_whose_journal_was_cleared_is_not_undone() {
        SisImport done = registrar.imports(school, "A1,ann,Ann,,,active");
        clear(91);

        assertGone("JOURNAL_CLEARED", () -> undoer.start(done));
        assertThat(undoer.state(done)).isEqualTo(ImportState.COMPLETED);
        assertThat(registrar.learner(school, "A1").firstName()).isEqualTo("Ann");
    }

    @Test
    void what_an_import_under_way_needs_is_kept_however_old() {
        SisImport queued = registrar.upload(school, csv("A1,ann,Ann,,,active"));
        long another = registrar.organization();
        SisImport undoing = registrar.imports(another, "A1,ann,,,,active");
        undoer.start(undoing);

        clear(10_000);

        assertThat(file(queued)).exists();
        assertThat(file(undoing)).exists();
        assertThat(rows(undoing, STAGING)).isPositive();
        assertThat(rows(undoing, JOURNAL)).isEqualTo(1);
    }

    @Test
    void a_plan_that_nobody_decides_about_expires_and_is_cleared_like_any_other() {
        SisImport planned = undoer.imports(school, csv("A1,ann,Ann,,,active"), DRY_RUN);

        clear(29);
        assertThat(undoer.state(planned)).isEqualTo(ImportState.PLANNED);
        clear("sis.plans", Instant.now().plus(Duration.ofDays(31)));

        assertThat(undoer.state(planned)).isEqualTo(ImportState.EXPIRED);
        assertThat(kept.plan.page(planned, null, 0, 10)).hasSize(1);
        assertThat(file(planned)).exists();
        assertThat(jdbc.sql("select action from audit_event where organization_id = :school order by id desc limit 1")
                        .param("school", school)
                        .query(String.class)
                        .single())
                .isEqualTo("import.expired");
        clear(31);
        assertThat(file(planned)).doesNotExist();
    }

    @Test
    void an_import_that_failed_goes_on_until_its_upload_is_cleared_and_then_no_more() {
        SisImport failed = undoer.half(undoer.imports(school, csv("A1,ann,Ann,,,active"), DRY_RUN));
        undoer.failRun(failed);
        SisImport restarted = undoer.half(undoer.imports(school, csv("A1,ann,Anna,,,active"), DRY_RUN));
        undoer.failRun(restarted);
        undoer.restart(restarted);

        clear(31);

        assertThat(file(restarted)).exists();
        assertThat(rows(restarted, STAGING)).isPositive();
        assertThat(file(failed)).doesNotExist();
        jdbc.sql("update job_run set exclusive_key = null where organization_id = :school")
                .param("school", school)
                .update();
        assertGone("UPLOAD_CLEARED", () -> undoer.restart(failed));
    }

    @Test
    void many_rows_go_some_at_a_time_and_the_import_is_cleared_when_the_last_one_went() {
        SisImport done = registrar.importsText(
                school,
                IntStream.rangeClosed(1, 250)
                        .mapToObj(i -> "S%1$d,login%1$d,,,,active\n".formatted(i))
                        .collect(Collectors.joining("", Registrar.HEADER, "")));
        Instant late = Instant.now().plus(Duration.ofDays(91));
        jdbc.sql("update sis_import set journal_cleared_at = created_at where id <> :import")
                .param("import", done.id())
                .update();

        assertThat(clearOnce("sis.journals", late, 1)).isEqualTo(1);
        assertThat(rows(done, JOURNAL)).isEqualTo(150);
        clearOnce("sis.journals", late, 1);
        clearOnce("sis.journals", late, 1);
        assertThat(rows(done, JOURNAL)).isZero();
        assertThat(clearOnce("sis.journals", late, 1)).isZero();
        assertGone("JOURNAL_CLEARED", () -> undoer.start(done));
    }

    @Test
    void files_of_which_no_import_knows_go_after_two_days() throws IOException {
        SisImport known = registrar.upload(school, csv("A1,ann,Ann,,,active"));
        Path stray = stored();
        Path young = stored();
        Instant now = Instant.now();
        for (Path old : List.of(file(known), stray)) {
            Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofHours(49))));
        }

        clear("sis.strays", now);

        assertThat(stray).doesNotExist();
        assertThat(young).exists();
        assertThat(file(known)).exists();
    }

    private Path stored() {
        return kept.uploads.file(
                kept.uploads.store(new ByteArrayInputStream(new byte[] {1})).name());
    }

    private static byte[] csv(String rows) {
        return (Registrar.HEADER + rows + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private Path file(SisImport subject) {
        return kept.uploads.file(subject.upload());
    }

    private long rows(SisImport subject, List<String> tables) {
        return tables.stream()
                .mapToLong(table -> jdbc.sql("select count(*) from %s where import_id = :import".formatted(table))
                        .param("import", subject.id())
                        .query(Long.class)
                        .single())
                .sum();
    }

    private void clear(int days) {
        Instant now = Instant.now().plus(Duration.ofDays(days));
        clearings.stream()
                .map(Clearing::name)
                .filter(name -> name.startsWith("sis.") && !name.equals("sis.strays"))
                .sorted()
                .forEach(name -> clear(name, now));
    }

    private void clear(String name, Instant now) {
        int cleared;
        do {
            cleared = clearOnce(name, now, 100);
        } while (cleared > 0);
    }

    private int clearOnce(String name, Instant now, int limit) {
        Clearing clearing = clearings.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        return Objects.requireNonNull(transaction.execute(status -> clearing.clear(now, limit)));
    }

    private static void assertGone(String code, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        GoneException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
