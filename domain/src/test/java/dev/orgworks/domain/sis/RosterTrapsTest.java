package dev.orgworks.domain.sis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.orgworks.domain.learners.LearnerField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RosterTrapsTest {

    static Stream<String[]> traps() {
        return Rosters.table("traps/expectations.tsv");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("traps")
    void every_trap_reads_as_expected(
            String name,
            String encoding,
            String delimiter,
            String ok,
            String rejected,
            String blank,
            String errors,
            String warnings,
            String refused)
            throws IOException {
        Path upload = Rosters.data("traps/" + name);
        if (!refused.isEmpty()) {
            assertThatThrownBy(() -> RosterFile.inspect(upload))
                    .asInstanceOf(type(RosterRefusedException.class))
                    .extracting(e -> e.code().name())
                    .isEqualTo(refused);
            return;
        }
        RosterFile file = RosterFile.inspect(upload);
        assertThat(file.encoding().form() + " " + file.encoding().foundBy()).isEqualTo(encoding);
        assertThat(String.valueOf(file.delimiter())).isEqualTo(delimiter);
        assertThat(file.warnings().stream().map(w -> w.code().name()).collect(Collectors.joining(" ")))
                .isEqualTo(warnings);
        try (var reader = new RosterReader(upload, file, file.start())) {
            List<RosterRow> rows = Rosters.rest(reader);
            assertThat(rows.stream().filter(row -> !row.rejected())).hasSize(Integer.parseInt(ok));
            assertThat(rows.stream().filter(RosterRow::rejected)).hasSize(Integer.parseInt(rejected));
            assertThat(reader.blankLines()).isEqualTo(Long.parseLong(blank));
            assertThat(Rosters.errors(rows)).isEqualTo(errors);
            assertThat(reader.position().byteOffset()).isEqualTo(Files.size(upload));
        }
    }

    @Test
    void every_trap_file_has_an_expectation() throws IOException {
        try (var files = Files.list(Rosters.data("traps"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".csv")))
                    .containsExactlyInAnyOrderElementsOf(
                            traps().map(trap -> trap[0]).toList());
        }
    }

    @Test
    void the_same_roster_says_the_same_in_every_encoding_and_form() throws IOException {
        var forms = List.of(
                "02_windows1252.csv",
                "04_utf16le_bom.csv",
                "06_semicolon_crlf.csv",
                "08_sep_line.csv",
                "10_mixed_eol.csv",
                "14_headers_case_space_alias.csv",
                "16_unknown_and_empty_columns.csv");
        var expected = values(Rosters.read(Rosters.data("traps/01_utf8_bom.csv")));
        assertThat(expected.get(1)).contains("Siobhán", "O’Malley");
        for (String form : forms) {
            assertThat(values(Rosters.read(Rosters.data("traps/" + form))))
                    .as(form)
                    .isEqualTo(expected);
        }
    }

    private static List<List<String>> values(List<RosterRow> rows) {
        return rows.stream()
                .map(row -> Stream.of(LearnerField.values())
                        .map(field -> String.valueOf(row.value(field)))
                        .toList())
                .toList();
    }

    @Test
    void lines_are_physical_and_those_on_which_records_begin() throws IOException {
        var rows = Rosters.read(Rosters.data("traps/11_quoted_newline_comma_quote.csv"));
        assertThat(rows).extracting(RosterRow::line).containsExactly(2L, 4L);
        assertThat(rows.get(0).value(LearnerField.FIRST_NAME)).isEqualTo("Bob\nJunior");
        assertThat(rows.get(0).value(LearnerField.LAST_NAME)).isEqualTo("Smith, \"The Man\"");
    }

    @Test
    void values_that_look_like_formulas_are_kept_as_they_are() throws IOException {
        var rows = Rosters.read(Rosters.data("traps/23_formula_injection.csv"));
        assertThat(rows.get(0).value(LearnerField.EXTERNAL_ID)).isEqualTo("=cmd|' /C calc'!A0");
        assertThat(rows.get(0).value(LearnerField.FIRST_NAME)).isEqualTo("@SUM(1)");
        assertThat(rows.get(1).value(LearnerField.FIRST_NAME)).isEqualTo("=HYPERLINK(\"http://x.test\")");
    }

    @Test
    void characters_beyond_the_basic_plane_survive() throws IOException {
        var row = Rosters.read(Rosters.data("traps/26_emoji_4byte.csv")).get(0);
        assertThat(row.value(LearnerField.FIRST_NAME)).isEqualTo("😀Zoë");
        assertThat(row.value(LearnerField.LAST_NAME)).isEqualTo("𠮷野");
    }
}
