package dev.orgworks.jobs.sis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.jobs.RunState;
import dev.orgworks.domain.learners.LearnerChange.Act;
import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.sis.ImportOptions;
import dev.orgworks.domain.sis.ImportOptions.Mode;
import dev.orgworks.domain.sis.ImportOptions.OnMissing;
import dev.orgworks.domain.sis.ImportState;
import dev.orgworks.domain.sis.ImportUndo;
import dev.orgworks.domain.sis.ImportUndo.Counts;
import dev.orgworks.domain.sis.KeptRow;
import dev.orgworks.domain.sis.KeptRow.Why;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.jobs.JobsTest;
import dev.orgworks.jobs.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Imports taken back. */
@JobsTest
class UndoTest {

    private static final Path ROSTERS = Path.of("..", "domain", "src", "test", "resources", "sis");
    /** They never become imports. */
    private static final Set<String> REFUSED = Set.of("15_duplicate_header.csv", "roles.csv");

    private static final ImportOptions OVERRIDE =
            new ImportOptions(Mode.UPSERT, false, OnMissing.KEEP, null, null, true, null);
    private static final ImportOptions DRY_RUN =
            new ImportOptions(Mode.UPSERT, true, OnMissing.KEEP, null, null, false, null);

    private final Registrar registrar;
    private final Undoer undoer;
    private final Worker worker;
    private final JdbcClient jdbc;
    private long school;

    @Autowired
    UndoTest(Registrar registrar, Undoer undoer, Worker worker, JdbcClient jdbc) {
        this.registrar = registrar;
        this.undoer = undoer;
        this.worker = worker;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void newSchool() {
        school = registrar.organization();
    }

    static Stream<Path> rosters() throws IOException {
        try (Stream<Path> traps = Files.list(ROSTERS.resolve("traps"));
                Stream<Path> samples = Files.walk(ROSTERS.resolve("microsoft-sds"))) {
            return Stream.concat(traps, samples)
                    .filter(file -> file.toString().endsWith(".csv"))
                    .filter(file -> !REFUSED.contains(file.getFileName().toString()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("rosters")
    void an_empty_school_is_empty_again(Path roster) {
        SisImport done = imports(roster, ImportOptions.DEFAULT);

        undoer.undone(done);

        assertThat(registrar.rows(school)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rosters")
    void a_school_with_learners_is_as_before_in_every_column(Path roster) {
        imports(roster, ImportOptions.DEFAULT);
        mangled();
        var before = undoer.rows(school);

        SisImport done = imports(roster, OVERRIDE);
        undoer.undone(done);

        assertThat(undoer.rows(school)).isEqualTo(before);
    }

    @Test
    void thousands_of_real_learners_are_as_before() throws IOException {
        byte[] roster;
        try (Stream<String> lines = Files.lines(Path.of("..", "scripts", "samples", "roster.csv"))) {
            roster = lines.limit(4_001).collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8);
        }
        undoer.imports(school, roster, ImportOptions.DEFAULT);
        mangled();
        var before = undoer.rows(school);

        SisImport done = undoer.imports(school, roster, ImportOptions.DEFAULT);
        assertThat(done.counts().writes()).isGreaterThan(1_000);
        undoer.undone(done);

        assertThat(undoer.rows(school)).isEqualTo(before);
    }

    @Test
    void the_undo_tells_how_many_learners_it_restored_deleted_and_kept() {
        registrar.imports(school, "A1,ann,,,,active", "B1,bob,,,,active", "C1,cid,,,,active");
        var done = registrar.imports(school, "A1,ann,Ann,,,active", "B1,bob,Bob,,,active", "N1,new,,,,active");
        registrar.edits(school, "B1", Map.of(LearnerField.LAST_NAME, "Lee"));

        ImportUndo undo = undoer.undo(done);

        assertThat(undo.counts()).isEqualTo(new Counts(1, 1, 1));
        assertThat(undo.finishedAt()).isNotNull();
        assertThat(worker.run(undo.runId()).outcome())
                .containsEntry("restored", 1)
                .containsEntry("deleted", 1)
                .containsEntry("kept", 1);
        assertThat(jdbc.sql("""
                                select action from audit_event
                                where organization_id = :school and target_type = 'import' and target_id = :import
                                order by id
                                """)
                        .param("school", school)
                        .param("import", done.id())
                        .query(String.class)
                        .list())
                .containsExactly("import.started", "import.completed", "import.undo", "import.undone");
    }

    @Test
    void learners_changed_since_are_kept_and_listed() {
        registrar.imports(school, "A1,ann,,,,active", "B1,bob,,,,active");
        var done = registrar.imports(
                school, "A1,ann,Ann,,,active", "B1,bob,Bob,,,active", "N1,new,,,,active", "N2,newer,,,,active");
        registrar.edits(school, "A1", Map.of(LearnerField.LAST_NAME, "Lee"));
        registrar.acts(school, "N1", Act.SUSPEND);
        var later = registrar.imports(school, "B1,bob,Bobby,,,active");

        undoer.undo(done);

        assertThat(registrar.learner(school, "A1").firstName()).isEqualTo("Ann");
        assertThat(registrar.learner(school, "B1").firstName()).isEqualTo("Bobby");
        assertThat(registrar.logins(school)).containsExactly("A1=ann", "B1=bob", "N1=new");
        assertThat(undoer.kept(done)).containsExactly("1 A1 CHANGED_SINCE", "2 B1 CHANGED_SINCE", "3 N1 CHANGED_SINCE");
        assertThat(undoer.find(done)).extracting(KeptRow::importId).containsExactly(done.id(), later.id(), done.id());
    }

    @Test
    void later_imports_first_then_earlier_ones_leads_back_to_the_beginning() {
        registrar.imports(school, "A1,ann,,,,active", "B1,bob,,,,active");
        var before = undoer.rows(school);
        var first = registrar.imports(school, "A1,bob,Ann,,,active", "B1,ann,Bob,,,suspended", "C1,cid,,,,active");
        var second = registrar.imports(school, "A1,ann,Anna,,,active", "B1,bob,,,,active", "C1,cid,,,,deleted");

        undoer.undone(second);
        undoer.undone(first);

        assertThat(undoer.rows(school)).isEqualTo(before);
    }

    @Test
    void an_earlier_import_is_undone_as_far_as_later_ones_left_its_learners_alone() {
        registrar.imports(school, "A1,ann,,,,active", "B1,bob,,,,active");
        var first = registrar.imports(school, "A1,ann,Ann,,,active", "B1,bob,Bob,,,active");
        registrar.imports(school, "A1,ann,Anna,,,active");

        undoer.undo(first);

        assertThat(registrar.learner(school, "A1").firstName()).isEqualTo("Anna");
        assertThat(registrar.learner(school, "B1").firstName()).isNull();
        assertThat(undoer.kept(first)).containsExactly("1 A1 CHANGED_SINCE");
    }

    @Test
    void a_version_never_comes_to_stand_for_something_else() {
        registrar.imports(school, "A1,ann,,,,active");
        var done = registrar.imports(school, "A1,ann,Ann,,,active");
        assertThat(registrar.learner(school, "A1").version()).isEqualTo(2);

        undoer.undone(done);
        assertThat(registrar.learner(school, "A1").version()).isEqualTo(1);
        registrar.edits(school, "A1", Map.of(LearnerField.LAST_NAME, "Lee"));
        assertThat(registrar.learner(school, "A1").version()).isEqualTo(3);

        var again = registrar.imports(school, "A1,ann,Ann,Li,,active");
        assertThat(registrar.journal(again).get(0)).containsEntry("version_before", 3L);
        undoer.undone(again);
        var next = registrar.imports(school, "A1,ann,Anna,,,active");
        assertThat(registrar.journal(next).get(0))
                .containsEntry("version_before", 3L)
                .containsEntry("version_after", 5L);
        assertThat(registrar.learner(school, "A1").version()).isEqualTo(5);
    }

    @Test
    void fields_edited_by_hand_are_so_again_after_an_import_that_overrode_them() {
        registrar.imports(school, "A1,ann,Ann,,,active");
        registrar.edits(school, "A1", Map.of(LearnerField.FIRST_NAME, "Annie", LearnerField.LOGIN, "annie"));
        var before = undoer.rows(school);

        undoer.undone(imports("A1,ann,Ann,,,active", OVERRIDE));

        assertThat(undoer.rows(school)).isEqualTo(before);
        assertThat(registrar.learner(school, "A1").editedByHand())
                .containsExactlyInAnyOrder(LearnerField.FIRST_NAME, LearnerField.LOGIN);
    }

    @Test
    void suspended_removed_and_revived_learners_are_what_they_were() {
        registrar.imports(school, "A1,ann,,,,active", "B1,bob,,,,active", "C1,cid,,,,suspended", "D1,dan,,,,active");
        registrar.imports(school, "D1,dan,,,,deleted");
        var before = undoer.rows(school);

        undoer.undone(registrar.imports(
                school, "A1,ann,,,,suspended", "B1,bob,,,,deleted", "C1,cid,,,,active", "D1,dan,,,,active"));

        assertThat(undoer.rows(school)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(
            value = OnMissing.class,
            names = {"SUSPEND", "DELETE"})
    void learners_whom_a_full_roster_did_not_name_are_back(OnMissing onMissing) {
        registrar.imports(school, "A1,ann,,,,active", "B1,bob,,,,active", "C1,cid,,,,suspended", "D1,dan,,,,active");
        var before = undoer.rows(school);

        var done = imports(
                "A1,ann,,,,active\nN1,%s,,,,active".formatted(onMissing == OnMissing.DELETE ? "bob" : "new"),
                new ImportOptions(Mode.FULL, false, onMissing, 100, 100L, false, null));
        assertThat(done.counts().missing()).isGreaterThan(1);
        undoer.undone(done);

        assertThat(undoer.rows(school)).isEqualTo(before);
    }

    @Test
    void logins_that_went_from_one_to_another_go_back() {
        registrar.imports(
                school,
                "A1,ann,,,,active",
                "B1,bob,,,,active",
                "C1,cid,,,,active",
                "D1,dan,,,,active",
                "E1,eve,,,,active");
        var before = undoer.rows(school);

        undoer.undone(registrar.imports(
                school,
                // a swap, a chain that a new login ends, and a login given up and taken
                "A1,bob,,,,active",
                "B1,ann,,,,active",
                "C1,dan,,,,active",
                "D1,new,,,,active",
                "E1,eve,,,,deleted",
                "N1,eve,,,,active"));

        assertThat(undoer.rows(school)).isEqualTo(before);
    }

    @Test
    void hundreds_of_logins_that_moved_on_by_one_go_back() {
        registrar.importsText(school, rotated(0));
        var before = undoer.rows(school);

        var done = registrar.importsText(school, rotated(1));
        assertThat(done.counts().updated()).isEqualTo(450);
        undoer.undone(done);

        assertThat(undoer.rows(school)).isEqualTo(before);
    }

    @Test
    void whoever_wants_a_login_back_from_a_learner_who_is_kept_is_kept_too() {
        registrar.imports(school, "A1,ann,,,,active", "B1,bob,,,,active", "C1,cid,,,,active", "D1,dan,,,,active");
        var done = registrar.imports(
                school, "A1,bob,,,,active", "B1,cid,,,,active", "C1,new,,,,active", "D1,dan,Dan,,,active");
        registrar.edits(school, "A1", Map.of(LearnerField.FIRST_NAME, "Ann"));

        undoer.undo(done);

        assertThat(registrar.logins(school)).containsExactly("A1=bob", "B1=cid", "C1=new", "D1=dan");
        assertThat(registrar.learner(school, "D1").firstName()).isNull();
        assertThat(undoer.kept(done))
                .containsExactly("1 A1 CHANGED_SINCE", "2 B1 LOGIN_TAKEN_SINCE", "3 C1 LOGIN_TAKEN_SINCE");
    }

    @Test
    void a_login_that_somebody_took_since_stays_his() {
        registrar.imports(school, "A1,ann,,,,active", "B1,bob,,,,active");
        var done = registrar.imports(school, "A1,anna,,,,active");
        registrar.edits(school, "B1", Map.of(LearnerField.LOGIN, "ann"));

        undoer.undo(done);

        assertThat(registrar.logins(school)).containsExactly("A1=anna", "B1=ann");
        assertThat(undoer.find(done)).singleElement().satisfies(kept -> {
            assertThat(kept.why()).isEqualTo(Why.LOGIN_TAKEN_SINCE);
            assertThat(kept.holderId())
                    .isEqualTo(registrar.learner(school, "B1").id());
        });
    }

    @Test
    void a_login_taken_between_the_comparison_and_the_undo_stays_with_the_taker() {
        registrar.imports(school, "A1,ann,,,,active", "B1,bob,,,,active", "C1,cid,,,,active");
        var done = registrar.imports(school, "A1,bob,,,,active", "B1,ann,,,,active", "C1,new,,,,active");
        registrar.edits(school, "B1", Map.of(LearnerField.LOGIN, "cid"));

        undoer.undo(done);

        assertThat(registrar.logins(school)).containsExactly("A1=ann", "B1=cid", "C1=new");
        assertThat(undoer.kept(done)).containsExactly("2 B1 CHANGED_SINCE", "3 C1 LOGIN_TAKEN_SINCE");
    }

    @Test
    void only_an_import_that_ended_is_undone_and_that_once() {
        var waiting = registrar.upload(school, bytes("A1,ann,,,,active"));
        refused(waiting, "ONLY_COMPLETED_OR_FAILED_OR_CANCELLED");
        worker.execute(waiting.runId());

        ImportUndo undo = undoer.start(waiting);
        refused(waiting, "ONLY_COMPLETED_OR_FAILED_OR_CANCELLED");
        worker.execute(undo.runId());

        refused(waiting, "ONLY_COMPLETED_OR_FAILED_OR_CANCELLED");
        assertThat(undoer.state(waiting)).isEqualTo(ImportState.UNDONE);
        SisImport planned = imports("A1,ann,,,,active", DRY_RUN);
        refused(planned, "ONLY_COMPLETED_OR_FAILED_OR_CANCELLED");
        long other = registrar.organization();
        assertThatThrownBy(() -> undoer.start(other, planned.id())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void an_import_that_wrote_nothing_is_undone_at_once() {
        registrar.imports(school, "A1,ann,,,,active");
        var before = undoer.rows(school);

        ImportUndo undo = undoer.undone(registrar.imports(school, "A1,ann,,,,active", "B1,,,,,active"));

        assertThat(undo.counts()).isEqualTo(new Counts(0, 0, 0));
        assertThat(undoer.rows(school)).isEqualTo(before);
    }

    @Test
    void an_import_that_broke_off_half_way_is_undone_as_far_as_it_came() {
        registrar.importsText(school, numbered("Old", 250));
        var before = undoer.rows(school);
        SisImport half = undoer.half(imports(numbered("New", 250).substring(Registrar.HEADER.length()), DRY_RUN));
        assertThat(undoer.rows(school)).isNotEqualTo(before);

        ImportUndo undo = undoer.undone(half);

        assertThat(undo.counts()).isEqualTo(new Counts(100, 0, 0));
        assertThat(undo.stateBefore()).isEqualTo(ImportState.FAILED);
        assertThat(undoer.rows(school)).isEqualTo(before);
    }

    @Test
    void an_undo_that_fails_half_way_goes_on_behind_what_it_did() {
        registrar.importsText(school, numbered("Old", 250));
        var before = undoer.rows(school);
        var done = registrar.importsText(school, numbered("New", 260));
        undoer.breakRow(done, 150);
        ImportUndo undo = undoer.start(done);

        worker.execute(undo.runId());
        assertThat(worker.run(undo.runId()).state()).isEqualTo(RunState.FAILED);
        assertThat(undoer.state(done)).isEqualTo(ImportState.UNDOING);
        assertThat(registrar.learner(school, "S1").firstName()).isEqualTo("Old");
        undoer.mendRow(done, 150);
        worker.restart(undo.runId());

        assertThat(undoer.counts(done)).isEqualTo(new Counts(250, 10, 0));
        assertThat(undoer.rows(school)).isEqualTo(before);
    }

    @Test
    void an_undo_begun_anew_passes_over_what_the_first_one_did() {
        registrar.importsText(school, numbered("Old", 250));
        var before = undoer.rows(school);
        var done = registrar.importsText(school, numbered("New", 260));
        registrar.edits(school, "S1", Map.of(LearnerField.LAST_NAME, "Lee"));
        undoer.breakRow(done, 150);
        worker.execute(undoer.start(done).runId());
        registrar.edits(school, "S2", Map.of(LearnerField.LAST_NAME, "Lee"));
        undoer.mendRow(done, 150);

        ImportUndo second = undoer.undo(done);

        assertThat(second.counts()).isEqualTo(new Counts(249, 10, 1));
        assertThat(undoer.kept(done)).containsExactly("1 S1 CHANGED_SINCE");
        assertThat(registrar.learner(school, "S2").firstName()).isEqualTo("Old");
        assertThat(undoer.rows(school).subList(0, 1)).isNotEqualTo(before.subList(0, 1));
    }

    @Test
    void the_job_of_an_import_that_was_undone_does_not_go_on() {
        SisImport half = undoer.half(imports("A1,ann,,,,active", DRY_RUN));
        undoer.failRun(half);
        undoer.undone(half);

        assertThatThrownBy(() -> undoer.restart(half))
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.code()).isIn("OVERTAKEN", "UNDONE"));
    }

    @Test
    void a_learner_who_is_not_as_he_was_is_found_by_the_proof() {
        registrar.imports(school, "A1,ann,,,,active");
        var done = registrar.imports(school, "A1,ann,Ann,,,active");
        ImportUndo undo = undoer.start(done);
        jdbc.sql("update sis_journal set undone = true where import_id = :import")
                .param("import", done.id())
                .update();
        jdbc.sql("update learner set version = 1 where organization_id = :school")
                .param("school", school)
                .update();

        assertThat(worker.execute(undo.runId()).failure()).rootCause().hasMessageContaining("1 were not undone");
        assertThat(worker.run(undo.runId()).state()).isEqualTo(RunState.FAILED);
        assertThat(undoer.state(done)).isEqualTo(ImportState.UNDOING);
    }

    private void refused(SisImport subject, String code) {
        assertThatThrownBy(() -> undoer.start(subject))
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private SisImport imports(Path roster, ImportOptions options) {
        try {
            return undoer.imports(school, Files.readAllBytes(roster), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SisImport imports(String rows, ImportOptions options) {
        return undoer.imports(school, bytes(rows), options);
    }

    private static byte[] bytes(String rows) {
        return (Registrar.HEADER + rows + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String numbered(String firstName, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "S%1$d,login%1$d,%2$s,,,active\n".formatted(i, firstName))
                .collect(Collectors.joining("", Registrar.HEADER, ""));
    }

    private static String rotated(int by) {
        return IntStream.range(0, 450)
                .mapToObj(i -> "S%d,login%d,,,,active\n".formatted(i, (i + by) % 450))
                .collect(Collectors.joining("", Registrar.HEADER, ""));
    }

    /** As if the learners had had a history: some edited, some suspended or removed, some gone. */
    private void mangled() {
        change(
                "set first_name = concat('Old ', first_name), manual_fields = 4, version = version + 1 where mod(id, 2) = 0");
        change("set status = 'REMOVED', login_key = null, version = version + 1 where mod(id, 3) = 0");
        change("set status = 'SUSPENDED', import_id = null where mod(id, 3) = 1 and mod(id, 4) = 1");
        jdbc.sql("delete from learner where organization_id = :school and mod(id, 5) = 0")
                .param("school", school)
                .update();
    }

    private void change(String what) {
        jdbc.sql("update learner %s and organization_id = :school".formatted(what))
                .param("school", school)
                .update();
    }
}
