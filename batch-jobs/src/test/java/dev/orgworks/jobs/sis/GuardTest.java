package dev.orgworks.jobs.sis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.learners.LearnerChange.Act;
import dev.orgworks.domain.learners.LearnerStatus;
import dev.orgworks.domain.sis.ApplyPlan.Consent;
import dev.orgworks.domain.sis.GuardFacts;
import dev.orgworks.domain.sis.ImportOptions;
import dev.orgworks.domain.sis.ImportOptions.Mode;
import dev.orgworks.domain.sis.ImportOptions.OnMissing;
import dev.orgworks.domain.sis.ImportState;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.jobs.JobsTest;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What holds an import, and what becomes of learners whom a full roster does not name. */
@JobsTest
class GuardTest {

    private final Registrar registrar;
    private final Planner planner;
    private long school;

    @Autowired
    GuardTest(Registrar registrar, Planner planner) {
        this.registrar = registrar;
        this.planner = planner;
    }

    @BeforeEach
    void ten_learners() {
        school = registrar.organization();
        registrar.imports(
                school, IntStream.range(0, 10).mapToObj(i -> row(i, "active")).toArray(String[]::new));
    }

    @ParameterizedTest(name = "{0} suspended and {1} removed of 10, at most {2} % and {3}: {4}")
    @CsvSource({
        "2, 0, 20, 500, COMPLETED",
        "3, 0, 20, 500, HELD",
        "0, 2, 20, 500, COMPLETED",
        "0, 3, 20, 500, HELD",
        "2, 2, 20, 500, COMPLETED",
        "5, 0, 100, 5, COMPLETED",
        "6, 0, 100, 5, HELD",
        "0, 5, 100, 5, COMPLETED",
        "0, 6, 100, 5, HELD",
        "5, 5, 100, 5, COMPLETED",
        "1, 0, 0, 500, HELD",
        "0, 1, 100, 0, HELD",
        "0, 0, 0, 0, COMPLETED"
    })
    void the_guard_holds_what_exceeds_a_share_or_a_number_of_learners_in_one_way(
            int suspended, int removed, int percent, long count, ImportState state) {
        SisImport done = planner.imports(
                school, Planner.guarded(ImportOptions.DEFAULT, percent, count), statuses(suspended, removed));

        assertThat(done.state()).isEqualTo(state);
        GuardFacts guard = Objects.requireNonNull(done.guard());
        assertThat(guard.holds()).isEqualTo(state == ImportState.HELD);
        assertThat(guard.suspended()).isEqualTo(suspended);
        assertThat(guard.removed()).isEqualTo(removed);
        assertThat(registrar.journal(done)).hasSize(state == ImportState.HELD ? 0 : suspended + removed);
    }

    @Test
    void what_is_created_or_changed_is_not_held() {
        SisImport done = planner.imports(
                school, Planner.guarded(ImportOptions.DEFAULT, 0, 0), "L0,login0,Other,,,active", "N1,new,,,,active");

        assertThat(done.state()).isEqualTo(ImportState.COMPLETED);
    }

    @Test
    void the_reasons_say_how_many_of_how_many() {
        SisImport held = planner.imports(school, Planner.guarded(ImportOptions.DEFAULT, 20, 3), statuses(3, 4));

        assertThat(Objects.requireNonNull(held.guard()).reasons())
                .containsExactly(
                        "3 of 10 learners would be suspended; more than 20 % need an approval.",
                        "4 learners would be removed; more than 3 need an approval.");
    }

    @Test
    void a_held_import_is_applied_once_it_is_approved() {
        SisImport held = planner.imports(school, Planner.guarded(ImportOptions.DEFAULT, 20, 500), statuses(3, 0));

        SisImport done = planner.applied(held, Consent.TO_HELD);

        assertThat(done.state()).isEqualTo(ImportState.COMPLETED);
        assertThat(done.counts()).isEqualTo(held.counts());
        assertThat(statusOf(2)).isEqualTo(LearnerStatus.SUSPENDED);
        assertThat(statusOf(3)).isEqualTo(LearnerStatus.ACTIVE);
    }

    @ParameterizedTest
    @CsvSource({"SUSPEND, SUSPENDED", "DELETE, REMOVED", "KEEP, ACTIVE"})
    void whom_a_full_roster_does_not_name_becomes_what_was_asked_for(OnMissing onMissing, LearnerStatus status) {
        SisImport done = planner.imports(school, Planner.full(onMissing), rows(0, 8));

        assertThat(done.state()).isEqualTo(ImportState.COMPLETED);
        assertThat(done.counts().missing()).isEqualTo(onMissing == OnMissing.KEEP ? 0 : 2);
        assertThat(statusOf(7)).isEqualTo(LearnerStatus.ACTIVE);
        assertThat(statusOf(8)).isEqualTo(status);
        assertThat(statusOf(9)).isEqualTo(status);
        assertThat(planner.plan(done))
                .isEqualTo(
                        onMissing == OnMissing.KEEP
                                ? List.of()
                                : List.of(
                                        "9:%s L8 status:ACTIVE>%s"
                                                .formatted(
                                                        onMissing == OnMissing.SUSPEND ? "SUSPEND" : "REMOVE", status),
                                        "10:%s L9 status:ACTIVE>%s"
                                                .formatted(
                                                        onMissing == OnMissing.SUSPEND ? "SUSPEND" : "REMOVE",
                                                        status)));
        assertThat(planner.rows(done)).allSatisfy(row -> assertThat(row.line()).isNull());
    }

    @Test
    void whoever_is_missing_counts_for_the_guard_and_is_left_alone_while_it_holds() {
        SisImport held = planner.imports(school, Planner.guarded(Planner.full(OnMissing.DELETE), 20, 500), rows(0, 7));

        assertThat(held.state()).isEqualTo(ImportState.HELD);
        assertThat(held.counts().missing()).isEqualTo(3);
        assertThat(statusOf(9)).isEqualTo(LearnerStatus.ACTIVE);

        assertThat(planner.applied(held, Consent.TO_HELD).state()).isEqualTo(ImportState.COMPLETED);
        assertThat(statusOf(9)).isEqualTo(LearnerStatus.REMOVED);
    }

    @Test
    void whose_status_was_set_by_hand_stays_though_the_roster_does_not_name_him_unless_that_is_overridden() {
        registrar.acts(school, "L9", Act.SUSPEND);
        registrar.acts(school, "L9", Act.REINSTATE);

        SisImport kept = planner.imports(school, Planner.full(OnMissing.SUSPEND), rows(0, 9));
        assertThat(kept.counts().missing()).isZero();
        assertThat(statusOf(9)).isEqualTo(LearnerStatus.ACTIVE);

        SisImport overridden = planner.imports(
                school, new ImportOptions(Mode.FULL, false, OnMissing.SUSPEND, null, null, true, null), rows(0, 9));
        assertThat(overridden.counts().missing()).isEqualTo(1);
        assertThat(statusOf(9)).isEqualTo(LearnerStatus.SUSPENDED);
    }

    @Test
    void rows_whose_ids_cannot_be_read_hold_an_import_that_tells_who_is_missing() {
        String[] rows = rows(0, 9);
        rows[3] = ",login3,,,,active";

        SisImport held = planner.imports(school, Planner.full(OnMissing.SUSPEND), rows);

        assertThat(held.state()).isEqualTo(ImportState.HELD);
        assertThat(Objects.requireNonNull(held.guard()).unnamedRows()).isEqualTo(1);
    }

    private LearnerStatus statusOf(int learner) {
        return registrar.learner(school, "L" + learner).status();
    }

    /** All ten; the first ones suspended, the last ones removed. */
    private static String[] statuses(int suspended, int removed) {
        return IntStream.range(0, 10)
                .mapToObj(i -> row(i, i < suspended ? "suspended" : i >= 10 - removed ? "deleted" : "active"))
                .toArray(String[]::new);
    }

    private static String[] rows(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> row(i, "active")).toArray(String[]::new);
    }

    private static String row(int learner, String status) {
        return "L%1$d,login%1$d,,,,%2$s".formatted(learner, status);
    }
}
