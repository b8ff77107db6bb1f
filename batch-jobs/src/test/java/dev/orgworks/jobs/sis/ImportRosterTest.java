package dev.orgworks.jobs.sis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.jobs.RunState;
import dev.orgworks.domain.learners.LearnerChange.Act;
import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.learners.LearnerStatus;
import dev.orgworks.domain.sis.ImportState;
import dev.orgworks.jobs.JobsTest;
import dev.orgworks.jobs.Worker;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@JobsTest
class ImportRosterTest {

    private final Registrar registrar;
    private final Worker worker;
    private long school;

    @Autowired
    ImportRosterTest(Registrar registrar, Worker worker) {
        this.registrar = registrar;
        this.worker = worker;
    }

    @BeforeEach
    void newSchool() {
        school = registrar.organization();
    }

    @Test
    void new_rows_become_learners_and_the_run_tells_how_many() {
        var done = registrar.imports(
                school,
                "A1,ann,Ann,Lee,ann@example.edu,active",
                "B1,bob,Bob,Ray,,suspended",
                "C1,cid,Cid,Fox,,deleted");

        assertThat(done.state()).isEqualTo(ImportState.COMPLETED);
        assertThat(done.counts().created()).isEqualTo(2);
        assertThat(done.counts().unchanged()).isEqualTo(1);
        assertThat(registrar.rows(school)).hasSize(2);
        var ann = registrar.learner(school, "A1");
        assertThat(ann.login()).isEqualTo("ann");
        assertThat(ann.firstName()).isEqualTo("Ann");
        assertThat(ann.email()).isEqualTo("ann@example.edu");
        assertThat(ann.status()).isEqualTo(LearnerStatus.ACTIVE);
        assertThat(registrar.learner(school, "B1").status()).isEqualTo(LearnerStatus.SUSPENDED);
        assertThat(registrar.learner(school, "B1").email()).isNull();
        var run = worker.run(done.runId());
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.outcome()).containsEntry("created", 2).containsEntry("rows", 3);
    }

    @Test
    void an_upload_of_several_chunks_is_applied_whole() {
        String csv = IntStream.rangeClosed(1, 4_321)
                .mapToObj(i -> "S%1$05d,login%1$d,First %1$d,Last,,active".formatted(i))
                .collect(Collectors.joining("\n", Registrar.HEADER, "\n"));

        var done = registrar.importsText(school, csv);

        assertThat(done.state()).isEqualTo(ImportState.COMPLETED);
        assertThat(done.counts().created()).isEqualTo(4_321);
        assertThat(registrar.rows(school)).hasSize(4_321);
        assertThat(registrar.learner(school, "S04321").firstName()).isEqualTo("First 4321");
        assertThat(worker.run(done.runId()).done()).isEqualTo(4_321);
    }

    @Test
    void the_same_file_again_changes_nothing_and_writes_nothing() {
        String[] rows = {"A1,ann,Ann,Lee,ann@example.edu,active", "B1,bob,Bob,Ray,,suspended", "C1,cid,Cid,,,active"};
        registrar.imports(school, rows);
        var before = registrar.rows(school);

        var again = registrar.imports(school, rows);

        assertThat(again.state()).isEqualTo(ImportState.COMPLETED);
        assertThat(again.counts().unchanged()).isEqualTo(3);
        assertThat(again.counts().writes()).isZero();
        assertThat(registrar.rows(school)).isEqualTo(before);
        assertThat(registrar.journal(again)).isEmpty();
    }

    @Test
    void only_the_learners_that_differ_are_written() {
        registrar.imports(school, "A1,ann,Ann,Lee,,active", "B1,bob,Bob,Ray,bob@example.edu,active");
        var before = registrar.rows(school);

        var done = registrar.imports(school, "A1,ann,Ann,Lee,,active", "B1,bob,Robert,Ray,rob@example.edu,active");

        assertThat(registrar.outcomes(done)).containsExactly("1:UNCHANGED", "2:UPDATE");
        assertThat(registrar.rows(school).get(0)).isEqualTo(before.get(0));
        var bob = registrar.learner(school, "B1");
        assertThat(bob.firstName()).isEqualTo("Robert");
        assertThat(bob.lastName()).isEqualTo("Ray");
        assertThat(bob.email()).isEqualTo("rob@example.edu");
        assertThat(bob.version()).isEqualTo(2);
    }

    @Test
    void the_journal_keeps_what_each_write_replaced() {
        var first = registrar.imports(school, "A1,ann,Ann,Lee,ann@example.edu,active");
        var before = registrar.rows(school).get(0);

        var second = registrar.imports(school, "A1,annie,Annie,Lee,,suspended", "B1,bob,Bob,,,active");

        var entries = registrar.journal(second);
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0))
                .containsEntry("action", "SUSPEND")
                .containsEntry("learner_id", before.get("id"))
                .containsEntry("version_before", 1L)
                .containsEntry("version_after", 2L)
                .containsEntry("import_before", first.id())
                .containsEntry("updated_before", before.get("updated_at"));
        for (String column :
                "external_id login login_key first_name last_name display_name email role grade school status"
                        .split(" ", -1)) {
            assertThat(entries.get(0)).as(column).containsEntry(column, before.get(column));
        }
        assertThat(entries.get(1))
                .containsEntry("action", "CREATE")
                .containsEntry("version_before", null)
                .containsEntry("version_after", 1L)
                .containsEntry("login", null);
    }

    @Test
    void empty_cells_never_overwrite() {
        registrar.imports(school, "A1,ann,Ann,Lee,ann@example.edu,active");

        var done = registrar.imports(school, "A1,ann,,Leigh,,active");

        assertThat(done.counts().updated()).isEqualTo(1);
        var ann = registrar.learner(school, "A1");
        assertThat(ann.firstName()).isEqualTo("Ann");
        assertThat(ann.lastName()).isEqualTo("Leigh");
        assertThat(ann.email()).isEqualTo("ann@example.edu");
    }

    @Test
    void the_word_delete_clears_a_field() {
        registrar.imports(school, "A1,ann,Ann,Lee,ann@example.edu,active");

        var done = registrar.imports(school, "A1,ann,Ann,Lee,<delete>,active");
        var again = registrar.imports(school, "A1,ann,Ann,Lee,<delete>,active");

        assertThat(done.counts().updated()).isEqualTo(1);
        assertThat(registrar.learner(school, "A1").email()).isNull();
        assertThat(again.counts().unchanged()).isEqualTo(1);
    }

    @Test
    void fields_edited_by_hand_survive_imports_until_they_are_released() {
        String[] rows = {"A1,ann,Ann,Lee,ann@example.edu,active"};
        registrar.imports(school, rows);
        registrar.edits(school, "A1", Map.of(LearnerField.FIRST_NAME, "Anna", LearnerField.LOGIN, "anna"));

        var kept = registrar.imports(school, "A1,ann,Ann,Leigh,ann@example.edu,active");

        assertThat(kept.counts().updated()).isEqualTo(1);
        var ann = registrar.learner(school, "A1");
        assertThat(ann.firstName()).isEqualTo("Anna");
        assertThat(ann.lastName()).isEqualTo("Leigh");
        assertThat(registrar.logins(school)).containsExactly("A1=anna");

        registrar.acts(school, "A1", Act.RELEASE);
        registrar.imports(school, rows);

        assertThat(registrar.learner(school, "A1").firstName()).isEqualTo("Ann");
        assertThat(registrar.logins(school)).containsExactly("A1=ann");
    }

    @Test
    void a_status_set_by_hand_survives_imports() {
        registrar.imports(school, "A1,ann,,,,active", "B1,bob,,,,active");
        registrar.acts(school, "A1", Act.SUSPEND);
        registrar.acts(school, "B1", Act.REMOVE);

        var done = registrar.imports(school, "A1,ann,,,,active", "B1,bob,Bob,,,active");

        assertThat(registrar.outcomes(done)).containsExactly("1:UNCHANGED", "2:UPDATE");
        assertThat(registrar.learner(school, "A1").status()).isEqualTo(LearnerStatus.SUSPENDED);
        assertThat(registrar.learner(school, "B1").status()).isEqualTo(LearnerStatus.REMOVED);
        assertThat(registrar.learner(school, "B1").firstName()).isEqualTo("Bob");
    }

    @Test
    void a_status_suspends_removes_and_revives() {
        registrar.imports(school, "A1,ann,,,,active", "B1,bob,,,,active");

        var left = registrar.imports(school, "A1,ann,,,,suspended", "B1,bob,,,,deleted");
        assertThat(registrar.outcomes(left)).containsExactly("1:SUSPEND", "2:REMOVE");
        assertThat(left.counts().suspended()).isEqualTo(1);
        assertThat(left.counts().removed()).isEqualTo(1);
        assertThat(registrar.learner(school, "A1").status()).isEqualTo(LearnerStatus.SUSPENDED);
        assertThat(registrar.learner(school, "B1").status()).isEqualTo(LearnerStatus.REMOVED);
        assertThat(registrar.logins(school)).containsExactly("A1=ann", "B1=bob (free)");

        var back = registrar.imports(school, "A1,ann,,,,active", "B1,bob,,,,active");
        assertThat(registrar.outcomes(back)).containsExactly("1:UPDATE", "2:UPDATE");
        assertThat(registrar.learner(school, "A1").status()).isEqualTo(LearnerStatus.ACTIVE);
        assertThat(registrar.learner(school, "B1").status()).isEqualTo(LearnerStatus.ACTIVE);
        assertThat(registrar.logins(school)).containsExactly("A1=ann", "B1=bob");
    }

    @Test
    void a_file_without_login_and_status_columns_leaves_those_of_known_learners_alone() {
        registrar.imports(school, "A1,ann,Ann,,,suspended", "B1,bob,Bob,,,deleted");
        registrar.imports(school, "B1,bob,Bob,,,active");
        registrar.imports(school, "B1,bob,Bob,,,deleted");

        var done = registrar.importsText(school, "user_id,first_name\nA1,Anna\nB1,Robert\nC1,Cid\n");

        assertThat(registrar.outcomes(done)).containsExactly("1:UPDATE", "2:UPDATE", "3:CREATE");
        assertThat(registrar.learner(school, "A1").status()).isEqualTo(LearnerStatus.SUSPENDED);
        assertThat(registrar.learner(school, "A1").firstName()).isEqualTo("Anna");
        assertThat(registrar.learner(school, "B1").status()).isEqualTo(LearnerStatus.REMOVED);
        assertThat(registrar.learner(school, "C1").status()).isEqualTo(LearnerStatus.ACTIVE);
        assertThat(registrar.logins(school)).containsExactly("A1=ann", "B1=bob (free)", "C1=C1");
    }

    @Test
    void imports_of_one_school_leave_other_schools_alone() {
        long other = registrar.organization();
        registrar.imports(other, "A1,ann,Other,,,active");
        var before = registrar.rows(other);

        registrar.imports(school, "A1,ann,Ann,,,active");
        registrar.imports(school, "A1,ann,Anna,,,deleted");

        assertThat(registrar.rows(other)).isEqualTo(before);
    }

    @Test
    void a_rejected_row_costs_that_row_only() {
        var done = registrar.imports(
                school, "A1,ann,Ann,,,active", ",bob,Bob,,,active", "C1,cid,,,no address,active", "D1,dan,,,,absent");

        assertThat(done.state()).isEqualTo(ImportState.COMPLETED);
        assertThat(registrar.outcomes(done))
                .containsExactly(
                        "1:CREATE",
                        "2:REJECTED MISSING_VALUE",
                        "3:REJECTED INVALID_EMAIL",
                        "4:REJECTED UNKNOWN_STATUS");
        assertThat(registrar.rows(school)).hasSize(1);
    }

    @Test
    void a_new_id_that_lost_its_zeros_is_warned_of() {
        registrar.imports(school, "00123,ann,,,,active", "0007,bob,,,,active");

        var done = registrar.imports(
                school, "123,cid,,,,active", "7,dan,,,,active", "8,eve,,,,active", "x7,fay,,,,active");

        assertThat(registrar.outcomes(done))
                .containsExactly("1:CREATE LEADING_ZEROS", "2:CREATE LEADING_ZEROS", "3:CREATE", "4:CREATE");
        assertThat(done.counts().warned()).isEqualTo(2);
    }

    @Test
    void nobody_shuts_himself_out() {
        registrar.imports(school, "A1,Ann,Ann,,,active", "B1,bob,,,,active");
        Actor ann = new Actor("test", null, null, "ann");

        var removal = registrar.importsAs(ann, school, "A1,ann,,,,deleted", "B1,bob,,,,deleted");
        var suspension = registrar.importsAs(ann, school, "A1,ann,,,,suspended");
        var change = registrar.importsAs(ann, school, "A1,ann,Anna,,,active");

        assertThat(registrar.outcomes(removal)).containsExactly("1:REJECTED OWN_ACCOUNT", "2:REMOVE");
        assertThat(registrar.outcomes(suspension)).containsExactly("1:REJECTED OWN_ACCOUNT");
        assertThat(registrar.outcomes(change)).containsExactly("1:UPDATE");
        assertThat(registrar.learner(school, "A1").status()).isEqualTo(LearnerStatus.ACTIVE);
    }
}
