package dev.orgworks.jobs.sis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.learners.LearnerChange.Act;
import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.learners.LearnerStatus;
import dev.orgworks.domain.sis.ImportState;
import dev.orgworks.jobs.JobsTest;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Logins that go from one learner to another within one file. */
@JobsTest
class LoginMovesTest {

    private final Registrar registrar;
    private long school;

    @Autowired
    LoginMovesTest(Registrar registrar) {
        this.registrar = registrar;
    }

    @BeforeEach
    void four_learners() {
        school = registrar.organization();
        registrar.imports(school, "A1,ann,,,,active", "B1,bob,,,,active", "C1,cid,,,,active", "D1,dan,,,,active");
    }

    @Test
    void two_swap() {
        var done = registrar.imports(school, "A1,bob,,,,active", "B1,ann,,,,active");

        assertThat(registrar.outcomes(done)).containsExactly("1:UPDATE", "2:UPDATE");
        assertThat(done.state()).isEqualTo(ImportState.COMPLETED);
        assertThat(registrar.logins(school)).containsExactly("A1=bob", "B1=ann", "C1=cid", "D1=dan");
    }

    @Test
    void a_swap_is_journaled_with_the_logins_before_it() {
        var done = registrar.imports(school, "A1,bob,,,,active", "B1,ann,,,,active");

        assertThat(registrar.journal(done))
                .extracting(entry -> entry.get("login_key"))
                .containsExactly("ann", "bob");
    }

    @Test
    void three_go_round() {
        var done = registrar.imports(school, "A1,bob,,,,active", "B1,cid,,,,active", "C1,ann,,,,active");

        assertThat(done.counts().updated()).isEqualTo(3);
        assertThat(registrar.logins(school)).containsExactly("A1=bob", "B1=cid", "C1=ann", "D1=dan");
    }

    @Test
    void a_chain_moves_up() {
        var done = registrar.imports(school, "C1,bob,,,,active", "B1,ann,,,,active", "A1,new,,,,active");

        assertThat(done.counts().updated()).isEqualTo(3);
        assertThat(registrar.logins(school)).containsExactly("A1=new", "B1=ann", "C1=bob", "D1=dan");
    }

    @Test
    void a_new_learner_takes_the_login_of_one_removed_in_the_same_file() {
        var done = registrar.imports(school, "N1,ann,,,,active", "A1,ann,,,,deleted");

        assertThat(registrar.outcomes(done)).containsExactly("1:CREATE", "2:REMOVE");
        assertThat(registrar.logins(school)).containsExactly("A1=ann (free)", "B1=bob", "C1=cid", "D1=dan", "N1=ann");
    }

    @Test
    void a_login_of_a_learner_whom_the_file_does_not_move_is_taken() {
        var done = registrar.imports(school, "N1,ANN,,,,active", "B1,dan,,,,active", "D1,dan,Dan,,,active");

        assertThat(registrar.outcomes(done))
                .containsExactly(
                        "1:REJECTED LOGIN_TAKEN", "2:REJECTED CONFLICTING_LOGINS", "3:REJECTED CONFLICTING_LOGINS");
        assertThat(registrar.logins(school)).containsExactly("A1=ann", "B1=bob", "C1=cid", "D1=dan");
    }

    @Test
    void whoever_depends_on_a_rejected_move_is_rejected_too() {
        var done = registrar.imports(
                school, "N1,cid,,,,active", "C1,bob,,,,active", "B1,ann,,,,active", "A1,dan,,,,active");

        assertThat(registrar.outcomes(done))
                .containsExactly(
                        "1:REJECTED LOGIN_TAKEN",
                        "2:REJECTED LOGIN_TAKEN",
                        "3:REJECTED LOGIN_TAKEN",
                        "4:REJECTED LOGIN_TAKEN");
        assertThat(registrar.logins(school)).containsExactly("A1=ann", "B1=bob", "C1=cid", "D1=dan");
    }

    @Test
    void a_row_with_an_error_frees_no_login() {
        var done = registrar.imports(school, "A1,new,,,no address,active", "B1,ann,,,,active");

        assertThat(registrar.outcomes(done)).containsExactly("1:REJECTED INVALID_EMAIL", "2:REJECTED LOGIN_TAKEN");
    }

    @Test
    void a_login_edited_by_hand_is_not_freed() {
        registrar.edits(school, "A1", Map.of(LearnerField.LOGIN, "anna"));

        var done = registrar.imports(school, "A1,new,,,,active", "B1,anna,,,,active");

        assertThat(registrar.outcomes(done)).containsExactly("1:UNCHANGED", "2:REJECTED LOGIN_TAKEN");
    }

    @Test
    void whoever_comes_back_to_find_his_login_taken_is_rejected() {
        registrar.imports(school, "A1,ann,,,,deleted", "N1,ann,,,,active");

        var done = registrar.imports(school, "A1,ann,,,,active");

        assertThat(registrar.outcomes(done)).containsExactly("1:REJECTED LOGIN_TAKEN");
        assertThat(registrar.learner(school, "A1").status()).isEqualTo(LearnerStatus.REMOVED);
    }

    @Test
    void whoever_comes_back_by_a_file_without_logins_has_his_old_login() {
        registrar.imports(school, "A1,ann,,,,deleted");

        registrar.importsText(school, "user_id,status\nA1,active\n");
        var taken = registrar.imports(school, "N1,ann,,,,active", "N2,A1,,,,active");

        assertThat(registrar.learner(school, "A1").status()).isEqualTo(LearnerStatus.ACTIVE);
        assertThat(registrar.outcomes(taken)).containsExactly("1:REJECTED LOGIN_TAKEN", "2:CREATE");
    }

    @Test
    void whoever_comes_back_with_a_login_edited_by_hand_has_that_login() {
        registrar.edits(school, "A1", Map.of(LearnerField.LOGIN, "anna"));
        registrar.imports(school, "A1,ann,,,,deleted");

        registrar.imports(school, "A1,ann,,,,active");
        var taken = registrar.imports(school, "N1,anna,,,,active", "N2,ann,,,,active");

        assertThat(registrar.outcomes(taken)).containsExactly("1:REJECTED LOGIN_TAKEN", "2:CREATE");
    }

    @Test
    void whoever_comes_back_by_a_file_without_logins_to_find_his_login_taken_is_rejected() {
        registrar.imports(school, "A1,ann,,,,deleted", "N1,ann,,,,active");

        var done = registrar.importsText(school, "user_id,status\nA1,active\nB1,suspended\n");

        assertThat(registrar.outcomes(done)).containsExactly("1:REJECTED LOGIN_TAKEN", "2:SUSPEND");
    }

    @Test
    void whoever_comes_back_with_a_kept_login_that_another_row_claims_is_rejected() {
        registrar.edits(school, "A1", Map.of(LearnerField.LOGIN, "anna"));
        registrar.imports(school, "A1,ann,,,,deleted");

        var done = registrar.imports(school, "A1,ann,,,,active", "N1,anna,,,,active");

        assertThat(registrar.outcomes(done)).containsExactly("1:REJECTED LOGIN_TAKEN", "2:CREATE");
    }

    @Test
    void whoever_was_removed_by_hand_and_stays_so_claims_no_login() {
        registrar.acts(school, "A1", Act.REMOVE);
        registrar.imports(school, "N1,ann,,,,active");

        var done = registrar.imports(school, "A1,ann,Ann,,,active");

        assertThat(registrar.outcomes(done)).containsExactly("1:UPDATE");
        assertThat(registrar.logins(school)).contains("A1=ann (free)", "N1=ann");
    }

    @Test
    void a_login_given_up_by_hand_is_free_for_the_file() {
        registrar.acts(school, "A1", Act.REMOVE);

        var done = registrar.imports(school, "N1,ann,,,,active");

        assertThat(registrar.outcomes(done)).containsExactly("1:CREATE");
    }

    @Test
    void a_swap_may_lie_rows_apart() {
        String between = IntStream.rangeClosed(1, 2_500)
                .mapToObj(i -> "S%1$d,login%1$d,,,,active\n".formatted(i))
                .collect(Collectors.joining());

        var done =
                registrar.importsText(school, Registrar.HEADER + "A1,bob,,,,active\n" + between + "B1,ann,,,,active\n");

        assertThat(done.state()).isEqualTo(ImportState.COMPLETED);
        assertThat(done.counts().created()).isEqualTo(2_500);
        assertThat(registrar.logins(school)).contains("A1=bob", "B1=ann");
    }
}
