package dev.orgworks.jobs.sis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.learners.LearnerChange.Act;
import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.sis.ApplyPlan.Consent;
import dev.orgworks.domain.sis.FindPlan;
import dev.orgworks.domain.sis.ImportOptions;
import dev.orgworks.domain.sis.ImportOptions.Mode;
import dev.orgworks.domain.sis.ImportOptions.OnMissing;
import dev.orgworks.domain.sis.ImportState;
import dev.orgworks.domain.sis.PlannedRow;
import dev.orgworks.domain.sis.RowAction;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.jobs.JobsTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What a dry run shows, and that applying it does just that. */
@JobsTest
class DryRunTest {

    private static final Set<String> ITS_OWN = Set.of("id", "organization_id", "import_id", "created_at", "updated_at");

    private final Registrar registrar;
    private final Planner planner;
    private final FindPlan plan;
    private long school;

    @Autowired
    DryRunTest(Registrar registrar, Planner planner, FindPlan plan) {
        this.registrar = registrar;
        this.planner = planner;
        this.plan = plan;
    }

    @BeforeEach
    void newSchool() {
        school = registrar.organization();
    }

    @Test
    void a_dry_run_shows_each_change_field_by_field_and_changes_nothing() {
        registrar.imports(
                school,
                "A1,ann,Ann,Lee,ann@example.edu,active",
                "B1,bob,Bob,,,active",
                "C1,cid,,,,active",
                "D1,dan,,,,active");
        var before = registrar.rows(school);

        SisImport planned = planner.imports(
                school,
                Planner.DRY,
                "A1,ann,Anna,Lee,<delete>,active",
                "B1,bob,,,,suspended",
                "C1,cid,,,,deleted",
                "D1,dan,,,,active",
                "E1,eve,Eve,,,active",
                "F1,,,,,active",
                "A1,ann,Anna,Lee,<delete>,active");

        assertThat(planned.state()).isEqualTo(ImportState.PLANNED);
        assertThat(registrar.rows(school)).isEqualTo(before);
        assertThat(registrar.journal(planned)).isEmpty();
        assertThat(planner.plan(planned))
                .containsExactly(
                        "1:UPDATE A1 firstName:Ann>Anna email:ann@example.edu>null",
                        "2:SUSPEND B1 status:ACTIVE>SUSPENDED",
                        "3:REMOVE C1 status:ACTIVE>REMOVED",
                        "5:CREATE E1 externalId:null>E1 login:null>eve firstName:null>Eve status:null>ACTIVE",
                        "6:REJECTED F1",
                        "7:DUPLICATE A1");
        assertThat(planner.rows(planned)).extracting(PlannedRow::line).containsExactly(2L, 3L, 4L, 6L, 7L, 8L);
        assertThat(planner.rows(planned).get(4).problems())
                .extracting(problem -> problem.problem().code().name())
                .containsExactly("MISSING_VALUE");
        assertThat(planner.rows(planned))
                .extracting(PlannedRow::learnerId)
                .containsExactly(id("A1"), id("B1"), id("C1"), null, null, null);
    }

    @Test
    void once_applied_the_plan_shows_what_was_before_and_not_what_became_of_it_since() {
        registrar.imports(school, "A1,ann,Ann,,,active");
        SisImport planned = planner.imports(school, Planner.DRY, "A1,ann,Anna,,,active", "B1,bob,Bob,,,active");
        List<String> before = planner.plan(planned);

        SisImport done = planner.applied(planned, Consent.TO_DRY_RUN);
        registrar.edits(school, "A1", Map.of(LearnerField.FIRST_NAME, "Annie"));
        registrar.edits(school, "B1", Map.of(LearnerField.FIRST_NAME, "Bobby"));

        assertThat(done.state()).isEqualTo(ImportState.COMPLETED);
        assertThat(planner.plan(done)).isEqualTo(before);
        assertThat(planner.rows(done)).extracting(PlannedRow::learnerId).containsExactly(id("A1"), id("B1"));
    }

    @Test
    void pages_follow_each_other_without_a_gap() {
        SisImport planned = planner.imports(
                school, Planner.DRY, "A1,ann,,,,active", "B1,,,,,active", "C1,cid,,,,active", "D1,dan,,,,active");

        List<PlannedRow> first = plan.page(planned, null, 0, 3);
        List<PlannedRow> second = plan.page(planned, null, first.get(2).row(), 3);
        List<PlannedRow> created = plan.page(planned, RowAction.CREATE, 1, 2);

        assertThat(first).extracting(PlannedRow::row).containsExactly(1L, 2L, 3L);
        assertThat(second).extracting(PlannedRow::row).containsExactly(4L);
        assertThat(created).extracting(PlannedRow::row).containsExactly(3L, 4L);
    }

    @Test
    void an_import_that_was_not_read_yet_has_no_plan() {
        SisImport queued =
                registrar.upload(school, (Registrar.HEADER + "A1,ann,,,,active\n").getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> plan.page(queued, null, 0, 10))
                .isInstanceOf(ConflictException.class)
                .extracting("code")
                .isEqualTo("NOT_PLANNED_YET");
    }

    @Test
    void fields_edited_by_hand_are_shown_with_what_the_file_says_and_stay() {
        registrar.imports(school, "A1,ann,Ann,Lee,ann@example.edu,active", "B1,bob,Bob,,,active");
        registrar.edits(
                school, "A1", Map.of(LearnerField.FIRST_NAME, "Annie", LearnerField.EMAIL, "annie@example.edu"));
        registrar.edits(school, "B1", Map.of(LearnerField.FIRST_NAME, "Bobby"));

        SisImport planned =
                planner.imports(school, Planner.DRY, "A1,ann,Anna,Leigh,<delete>,active", "B1,bob,Robert,,,active");

        assertThat(planner.plan(planned))
                .containsExactly(
                        "1:UPDATE A1 lastName:Lee>Leigh kept firstName:Annie(Anna) kept email:annie@example.edu(null)",
                        "2:UNCHANGED B1 kept firstName:Bobby(Robert)");
        assertThat(planned.counts().updated()).isEqualTo(1);
        assertThat(planned.counts().unchanged()).isEqualTo(1);

        planner.applied(planned, Consent.TO_DRY_RUN);

        assertThat(registrar.learner(school, "A1").firstName()).isEqualTo("Annie");
        assertThat(registrar.learner(school, "A1").lastName()).isEqualTo("Leigh");
        assertThat(registrar.learner(school, "B1").firstName()).isEqualTo("Bobby");
    }

    @Test
    void what_the_file_says_of_kept_fields_is_not_shown_any_more_when_the_upload_is_gone() throws IOException {
        registrar.imports(school, "A1,ann,Ann,,,active");
        registrar.edits(school, "A1", Map.of(LearnerField.FIRST_NAME, "Annie"));
        SisImport planned = planner.imports(school, Planner.DRY, "A1,ann,Anna,,,active");

        Files.delete(Path.of("target", "test-uploads", planned.rows()));

        assertThat(planner.plan(planned)).containsExactly("1:UNCHANGED A1 kept firstName:Annie(null)");
    }

    @Test
    void manual_edits_are_overridden_when_that_was_asked_for_and_are_no_longer_manual() {
        registrar.imports(school, "A1,ann,Ann,Lee,,active", "B1,bob,,,,active");
        registrar.edits(school, "A1", Map.of(LearnerField.FIRST_NAME, "Annie", LearnerField.LAST_NAME, "Leigh"));
        registrar.acts(school, "B1", Act.SUSPEND);

        SisImport planned = planner.imports(
                school,
                new ImportOptions(Mode.UPSERT, true, OnMissing.KEEP, null, null, true, null),
                "A1,ann,Ann,,,active",
                "B1,bob,,,,active");

        assertThat(planner.plan(planned))
                .containsExactly("1:UPDATE A1 firstName:Annie>Ann", "2:UPDATE B1 status:SUSPENDED>ACTIVE");
        planner.applied(planned, Consent.TO_DRY_RUN);
        assertThat(registrar.learner(school, "A1").editedByHand()).containsExactly(LearnerField.LAST_NAME);
        assertThat(registrar.learner(school, "B1").editedByHand()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readableTraps")
    void applying_a_dry_run_of_a_trap_does_what_its_counts_say_and_what_a_plain_import_does(String file, String before)
            throws IOException {
        long other = registrar.organization();
        if (!before.isEmpty()) {
            registrar.imports(school, trap(before));
            registrar.imports(other, trap(before));
        }

        SisImport planned = planner.imports(school, Planner.DRY, trap(file));
        SisImport done = planner.applied(planned, Consent.TO_DRY_RUN);
        SisImport plain = registrar.imports(other, trap(file));

        assertThat(planned.state()).isEqualTo(ImportState.PLANNED);
        assertThat(done.state()).isEqualTo(ImportState.COMPLETED);
        assertThat(done.counts()).isEqualTo(planned.counts()).isEqualTo(plain.counts());
        assertThat(registrar.journal(done)).hasSize((int) planned.counts().writes());
        assertThat(contents(school)).isEqualTo(contents(other));
    }

    static Stream<String[]> readableTraps() throws IOException {
        return TrapImportsTest.outcomes().filter(outcome -> outcome[2].equals("COMPLETED"));
    }

    private List<String> contents(long organization) {
        return registrar.rows(organization).stream()
                .map(row -> row.entrySet().stream()
                        .filter(column -> !ITS_OWN.contains(column.getKey()))
                        .map(Object::toString)
                        .collect(Collectors.joining(", ")))
                .toList();
    }

    private static byte[] trap(String file) throws IOException {
        return Files.readAllBytes(Path.of("..", "domain", "src", "test", "resources", "sis", "traps", file));
    }

    private Long id(String externalId) {
        return Objects.requireNonNull(registrar.learner(school, externalId)).id();
    }
}
