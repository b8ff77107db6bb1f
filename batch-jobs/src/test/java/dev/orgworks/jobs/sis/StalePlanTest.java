package dev.orgworks.jobs.sis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.jobs.CancelRun;
import dev.orgworks.domain.learners.LearnerChange.Act;
import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.sis.AdvanceImport;
import dev.orgworks.domain.sis.ApplyImport;
import dev.orgworks.domain.sis.CountImport;
import dev.orgworks.domain.sis.FeedRoster;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.FindUnits;
import dev.orgworks.domain.sis.ImportState;
import dev.orgworks.domain.sis.PlanImport;
import dev.orgworks.domain.sis.RosterFeed;
import dev.orgworks.domain.sis.RosterUnit;
import dev.orgworks.domain.sis.RowRange;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.domain.sis.StageRows;
import dev.orgworks.jobs.JobsTest;
import dev.orgworks.jobs.Worker;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Learners that change between the plan and its application. */
@JobsTest
class StalePlanTest {

    /** The acts of an import, one at a time. */
    record Acts(
            AdvanceImport advance,
            FindImports imports,
            FeedRoster feed,
            StageRows rows,
            PlanImport plan,
            FindUnits units,
            ApplyImport apply,
            CountImport count) {}

    private final Registrar registrar;
    private final Worker worker;
    private final CancelRun cancel;
    private final TransactionTemplate transaction;
    private final Acts acts;
    private long school;

    @Autowired
    StalePlanTest(
            Registrar registrar,
            Worker worker,
            CancelRun cancel,
            TransactionTemplate transaction,
            AdvanceImport advance,
            FindImports imports,
            FeedRoster feed,
            StageRows rows,
            PlanImport plan,
            FindUnits units,
            ApplyImport apply,
            CountImport count) {
        this.registrar = registrar;
        this.worker = worker;
        this.cancel = cancel;
        this.transaction = transaction;
        this.acts = new Acts(advance, imports, feed, rows, plan, units, apply, count);
    }

    @BeforeEach
    void three_learners() {
        school = registrar.organization();
        registrar.imports(school, "A1,ann,Ann,,,active", "B1,bob,Bob,,,active", "C1,cid,Cid,,,active");
    }

    @Test
    void a_field_edited_meanwhile_is_kept_and_the_edit_is_what_the_journal_remembers() throws Exception {
        SisImport planned = planned("A1,ann,Anna,Lee,,active", "B1,bob,Robert,,,active");
        registrar.edits(school, "A1", Map.of(LearnerField.FIRST_NAME, "Annie"));

        applied(planned);

        assertThat(registrar.learner(school, "A1").firstName()).isEqualTo("Annie");
        assertThat(registrar.learner(school, "A1").lastName()).isEqualTo("Lee");
        assertThat(registrar.learner(school, "B1").firstName()).isEqualTo("Robert");
        assertThat(registrar.journal(planned).get(0))
                .containsEntry("first_name", "Annie")
                .containsEntry("version_before", 2L)
                .containsEntry("version_after", 3L);
    }

    @Test
    void a_row_that_changed_nothing_when_it_was_compared_leaves_later_changes_alone() throws Exception {
        SisImport planned = planned("A1,ann,Ann,,,active");
        registrar.edits(school, "A1", Map.of(LearnerField.FIRST_NAME, "Annie"));

        applied(planned);

        assertThat(registrar.outcomes(planned)).containsExactly("1:UNCHANGED");
        assertThat(registrar.learner(school, "A1").firstName()).isEqualTo("Annie");
    }

    @Test
    void a_login_taken_meanwhile_rejects_the_row() throws Exception {
        SisImport planned = planned("A1,new,Anna,,,active", "N1,fresh,,,,active");
        registrar.edits(school, "B1", Map.of(LearnerField.LOGIN, "new"));
        registrar.edits(school, "A1", Map.of(LearnerField.LAST_NAME, "Lee"));

        applied(planned);

        assertThat(registrar.outcomes(planned)).containsExactly("1:REJECTED LOGIN_TAKEN", "2:CREATE");
        assertThat(registrar.learner(school, "A1").firstName()).isEqualTo("Ann");
    }

    @Test
    void a_login_taken_meanwhile_by_a_learner_outside_the_file_rejects_the_row() throws Exception {
        SisImport planned = planned("A1,new,Anna,,,active", "N1,fresh,,,,active");
        registrar.edits(school, "B1", Map.of(LearnerField.LOGIN, "new"));
        registrar.edits(school, "C1", Map.of(LearnerField.LOGIN, "fresh"));

        applied(planned);

        assertThat(registrar.outcomes(planned)).containsExactly("1:REJECTED LOGIN_TAKEN", "2:REJECTED LOGIN_TAKEN");
    }

    @Test
    void a_learner_made_meanwhile_is_updated_and_not_made_twice() throws Exception {
        SisImport planned = planned("N1,new,Nora,,,active");
        cancel.cancel(Worker.SOMEBODY, worker.run(planned.runId()));
        registrar.imports(school, "N1,new,Norah,,,active");

        applied(planned);

        assertThat(registrar.outcomes(planned)).containsExactly("1:UPDATE");
        assertThat(registrar.learner(school, "N1").firstName()).isEqualTo("Nora");
    }

    @Test
    void a_move_that_shows_only_when_applied_is_made_nevertheless() throws Exception {
        SisImport planned = planned("A1,new,Anna,,,active", "B1,bob,,,,deleted");
        moved(planned);
        registrar.edits(school, "B1", Map.of(LearnerField.LOGIN, "new"));
        registrar.edits(school, "A1", Map.of(LearnerField.LAST_NAME, "Lee"));

        applied(planned);

        assertThat(registrar.outcomes(planned)).containsExactly("1:UPDATE", "2:REMOVE");
        assertThat(registrar.logins(school)).containsExactly("A1=new", "B1=new (free)", "C1=cid");
    }

    @Test
    void whoever_keeps_his_login_no_more_when_he_comes_back_has_the_login_of_the_file() throws Exception {
        registrar.edits(school, "A1", Map.of(LearnerField.LOGIN, "anna"));
        registrar.imports(school, "A1,ann,,,,deleted");
        SisImport planned = planned("A1,annie,,,,active");
        registrar.acts(school, "A1", Act.RELEASE);

        applied(planned);
        cancel.cancel(Worker.SOMEBODY, worker.run(planned.runId()));
        var next = registrar.imports(school, "N1,annie,,,,active", "N2,anna,,,,active");

        assertThat(registrar.outcomes(next)).containsExactly("1:REJECTED LOGIN_TAKEN", "2:CREATE");
    }

    private SisImport planned(String... rows) throws Exception {
        byte[] csv = (Registrar.HEADER + String.join("\n", rows)).getBytes(StandardCharsets.UTF_8);
        SisImport inspected = registrar.upload(school, csv);
        try (RosterFeed feed = acts.feed().open(inspected)) {
            RosterUnit unit = feed.next();
            transaction.executeWithoutResult(status -> {
                acts.advance().enter(inspected.id(), ImportState.STAGING);
                acts.rows().stage(acts.rows().begin(inspected), Objects.requireNonNull(unit));
                acts.advance().enter(inspected.id(), ImportState.PLANNING);
                acts.plan().plan(inspected);
            });
        }
        return acts.imports().byId(inspected.id());
    }

    private void moved(SisImport planned) {
        transaction.executeWithoutResult(status -> acts.apply().moveLogins(planned));
    }

    private void applied(SisImport planned) {
        moved(planned);
        for (RowRange range : acts.units().ranges(planned)) {
            transaction.executeWithoutResult(status -> acts.apply().apply(planned, range));
        }
        moved(planned);
        transaction.executeWithoutResult(status -> acts.count()
                .prove(acts.imports().byId(planned.id()), acts.count().count(planned)));
    }
}
