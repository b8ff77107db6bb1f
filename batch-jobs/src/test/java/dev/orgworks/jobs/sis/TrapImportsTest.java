package dev.orgworks.jobs.sis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.domain.sis.RosterRefusedException;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.jobs.JobsTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The domain's trap files, each through the whole job. */
@JobsTest
class TrapImportsTest {

    private static final Path TRAPS = Path.of("..", "domain", "src", "test", "resources", "sis", "traps");

    private final Registrar registrar;
    private long school;

    @Autowired
    TrapImportsTest(Registrar registrar) {
        this.registrar = registrar;
    }

    @BeforeEach
    void newSchool() {
        school = registrar.organization();
    }

    static Stream<String[]> outcomes() throws IOException {
        try (InputStream table =
                Objects.requireNonNull(TrapImportsTest.class.getResourceAsStream("/sis/trap-outcomes.tsv"))) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split("\t", -1));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outcomes")
    void every_trap_is_imported_as_expected_and_again_without_a_write(
            String file, String before, String state, String counts, String problems) {
        if (!before.isEmpty()) {
            imports(before);
        }

        if (state.equals("REFUSED")) {
            assertThatThrownBy(() -> imports(file)).isInstanceOf(RosterRefusedException.class);
            return;
        }
        SisImport done = imports(file);
        SisImport again = imports(file);

        assertThat(done.state().name()).isEqualTo(state);
        assertThat(counts(done)).isEqualTo(counts);
        assertThat(registrar.outcomes(done).stream()
                        .filter(row -> row.contains(" "))
                        .collect(Collectors.joining(", ")))
                .isEqualTo(problems);
        assertThat(again.counts().writes()).isZero();
    }

    @Test
    void every_trap_file_has_an_outcome() throws IOException {
        try (var files = Files.list(TRAPS)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".csv")))
                    .containsExactlyInAnyOrderElementsOf(
                            outcomes().map(outcome -> outcome[0]).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02_windows1252.csv",
                "04_utf16le_bom.csv",
                "06_semicolon_crlf.csv",
                "08_sep_line.csv",
                "10_mixed_eol.csv",
                "14_headers_case_space_alias.csv",
                "16_unknown_and_empty_columns.csv"
            })
    void the_same_roster_in_another_form_finds_every_learner_unchanged(String form) {
        imports("01_utf8_bom.csv");
        var before = registrar.rows(school);

        SisImport done = imports(form);

        assertThat(done.counts().unchanged()).isEqualTo(3);
        assertThat(registrar.rows(school)).isEqualTo(before);
    }

    @Test
    void values_arrive_in_the_database_as_they_stand_in_the_file() {
        imports("02_windows1252.csv");
        imports("23_formula_injection.csv");
        imports("26_emoji_4byte.csv");
        imports("33_hash_first_cell.csv");

        assertThat(registrar.learner(school, "00042").lastName()).isEqualTo("O’Malley");
        assertThat(registrar.learner(school, "13aa3").firstName()).isEqualTo("Jürgen");
        assertThat(registrar.learner(school, "=cmd|' /C calc'!A0").firstName()).isEqualTo("@SUM(1)");
        assertThat(registrar.rows(school))
                .extracting(row -> row.get("first_name"))
                .contains("😀Zoë");
        assertThat(registrar.learner(school, "#1103").login()).isEqualTo("hash");
    }

    private SisImport imports(String file) {
        try {
            return registrar.imports(school, Files.readAllBytes(TRAPS.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String counts(SisImport done) {
        return done.counts().asMap().entrySet().stream()
                .filter(count -> count.getValue() != 0)
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }
}
