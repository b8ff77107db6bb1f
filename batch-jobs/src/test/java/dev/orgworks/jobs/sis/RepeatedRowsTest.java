package dev.orgworks.jobs.sis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.sis.ImportState;
import dev.orgworks.jobs.JobsTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@JobsTest
class RepeatedRowsTest {

    private final Registrar registrar;
    private long school;

    @Autowired
    RepeatedRowsTest(Registrar registrar) {
        this.registrar = registrar;
    }

    @BeforeEach
    void newSchool() {
        school = registrar.organization();
    }

    @Test
    void of_the_same_row_three_times_one_is_applied_and_the_others_are_warned_of() {
        var done = registrar.imports(
                school, "A1,ann,Ann,,,active", "B1,bob,,,,active", "A1,ann,Ann,,,active", "A1,ann,Ann,,,active");

        assertThat(registrar.outcomes(done))
                .containsExactly("1:CREATE", "2:CREATE", "3:DUPLICATE REPEATED_ROW", "4:DUPLICATE REPEATED_ROW");
        assertThat(done.counts().duplicate()).isEqualTo(2);
        assertThat(done.counts().warned()).isEqualTo(2);
        assertThat(registrar.logins(school)).containsExactly("A1=ann", "B1=bob");
    }

    @Test
    void rows_of_one_id_that_contradict_each_other_are_all_rejected() {
        registrar.imports(school, "A1,ann,Ann,,,active");
        var before = registrar.rows(school);

        var done = registrar.imports(
                school, "A1,ann,Anna,,,active", "B1,bob,,,,active", "A1,ann,Anne,,,active", "A1,ann,Anna,,,active");

        assertThat(done.state()).isEqualTo(ImportState.COMPLETED);
        assertThat(registrar.outcomes(done))
                .containsExactly(
                        "1:REJECTED CONFLICTING_ROWS",
                        "2:CREATE",
                        "3:REJECTED CONFLICTING_ROWS",
                        "4:REJECTED CONFLICTING_ROWS");
        assertThat(registrar.rows(school).get(0)).isEqualTo(before.get(0));
    }

    @Test
    void ids_that_differ_only_in_white_space_and_composition_are_the_same_id() {
        var done = registrar.imports(school, "é1,ann,Ann,,,active", "\u00a0e\u03011\u200b,ann,Bob,,,active");

        assertThat(registrar.outcomes(done))
                .containsExactly("1:REJECTED CONFLICTING_ROWS", "2:REJECTED CONFLICTING_ROWS");
    }

    @Test
    void ids_that_differ_in_case_are_two_learners() {
        var done = registrar.imports(school, "a1,ann,,,,active", "A1,bob,,,,active");

        assertThat(registrar.outcomes(done)).containsExactly("1:CREATE", "2:CREATE");
    }

    @Test
    void one_login_for_two_ids_rejects_both_whatever_its_case() {
        var done = registrar.imports(school, "A1,ann,,,,active", "B1,ANN,,,,active", "C1,cid,,,,active");

        assertThat(registrar.outcomes(done))
                .containsExactly("1:REJECTED CONFLICTING_LOGINS", "2:REJECTED CONFLICTING_LOGINS", "3:CREATE");
        assertThat(registrar.logins(school)).containsExactly("C1=cid");
    }

    @Test
    void a_row_with_an_error_contradicts_no_other_row() {
        var done = registrar.imports(school, "A1,ann,,,no address,active", "A1,ann,Ann,,,active");

        assertThat(registrar.outcomes(done)).containsExactly("1:REJECTED INVALID_EMAIL", "2:CREATE");
    }

    @Test
    void rows_of_one_id_may_be_more_than_are_read_in_one_go() {
        String same = "A1,ann,Ann,,,active\n".repeat(5_200);

        var repeated = registrar.importsText(school, Registrar.HEADER + same + "B1,bob,,,,active\n");
        var contradicting = registrar.importsText(school, Registrar.HEADER + same + "A1,ann,Anna,,,active\n");

        assertThat(repeated.counts().created()).isEqualTo(2);
        assertThat(repeated.counts().duplicate()).isEqualTo(5_199);
        assertThat(repeated.counts().warned()).isEqualTo(5_199);
        assertThat(contradicting.counts().rejected()).isEqualTo(5_201);
    }

    @Test
    void many_ids_may_come_twice() {
        String csv = IntStream.rangeClosed(1, 2_500)
                .mapToObj("S%1$d,login%1$d,,,,active\n"::formatted)
                .collect(Collectors.joining());

        var done = registrar.importsText(school, Registrar.HEADER + csv + csv + "S7,login7,Contrary,,,active\n");

        assertThat(done.counts().created()).isEqualTo(2_499);
        assertThat(done.counts().duplicate()).isEqualTo(2_499);
        assertThat(done.counts().rejected()).isEqualTo(3);
    }
}
