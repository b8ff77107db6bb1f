package dev.orgworks.domain.sis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.domain.learners.LearnerField;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RosterReaderTest {

    /** One of every kind of trouble. */
    private static final String TROUBLE = Rosters.HEADER
            + "1,a,Ann,A,,active\r\n\r\n2,b,\"B\nB\",B,,active\r3,c,\"Bad,C,,active\n4,d,D😀,D,,active\n,,,,,\n"
            + "5,e,\u0000,E,,active\n6,f," + "x".repeat(70_000) + ",F,,active\n7,g,\"" + "x\n".repeat(40_000)
            + "\",G,,active\n8,h,Ü,H,,active";

    private final Path folder;

    RosterReaderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static Stream<Path> uploads() {
        return Rosters.table("traps/expectations.tsv")
                .filter(trap -> trap[8].isEmpty())
                .map(trap -> Rosters.data("traps/" + trap[0]));
    }

    @ParameterizedTest
    @MethodSource("uploads")
    void reading_from_any_place_gives_what_reading_through_gives(Path upload) throws IOException {
        restartEverywhere(upload);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE"})
    void reading_from_any_place_of_a_troubled_file_gives_what_reading_through_gives(String charset) throws IOException {
        String few = TROUBLE.replace("x\n".repeat(40_000), "x\n".repeat(100) + "\"y");
        restartEverywhere(Rosters.upload(folder, few, Charset.forName(charset)));
    }

    private static void restartEverywhere(Path upload) throws IOException {
        RosterFile file = RosterFile.inspect(upload);
        var rows = new ArrayList<RosterRow>();
        var places = new ArrayList<Position>(List.of(file.start()));
        long blank;
        try (var reader = new RosterReader(upload, file, file.start())) {
            for (RosterRow row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
                places.add(reader.position());
            }
            blank = reader.blankLines();
        }
        var through = Rosters.described(rows);
        int step = Math.max(1, places.size() / 200);
        for (int i = 0; i < places.size(); i += step) {
            try (var reader = new RosterReader(upload, file, places.get(i))) {
                assertThat(Rosters.described(Rosters.rest(reader))).isEqualTo(through.subList(i, through.size()));
                assertThat(reader.blankLines()).isEqualTo(blank);
            }
        }
    }

    @Test
    void every_kind_of_trouble_costs_its_own_row() throws IOException {
        var rows = Rosters.read(Rosters.upload(folder, TROUBLE));
        assertThat(rows.stream().filter(row -> !row.rejected()).map(RosterRow::key))
                .containsExactly("1", "2", "4", "8");
        assertThat(rows.stream()
                        .filter(RosterRow::rejected)
                        .limit(4)
                        .map(row -> row.problems().get(0).code().name()))
                .containsExactly("BROKEN_QUOTE", "NUL_BYTE", "CELL_TOO_LONG", "BROKEN_QUOTE");
        assertThat(rows)
                .filteredOn(row -> row.line() <= 9)
                .extracting(RosterRow::number)
                .isSorted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void byte_offsets_are_those_of_the_upload_in_every_encoding(String name) throws IOException {
        Charset charset = Charset.forName(name);
        var all = new StringBuilder("\uFEFF" + Rosters.HEADER);
        var offsets = new ArrayList<Long>();
        long offset = all.toString().getBytes(charset).length;
        for (int i = 0; i < 30_000; i++) {
            String row = i + ",l" + i + ",Jürgen😀,\"野\n\",,active\r\n";
            offsets.add(offset);
            offset += row.getBytes(charset).length;
            all.append(row);
        }
        var rows = Rosters.read(Rosters.upload(folder, all.toString(), charset));
        assertThat(rows).extracting(RosterRow::byteOffset).isEqualTo(offsets);
        assertThat(rows.get(29_999).line()).isEqualTo(2 + 2 * 29_999);
    }

    @Test
    void a_cell_of_two_megabytes_costs_its_row_quoted_or_not() throws IOException {
        String big = "x".repeat(2 << 20);
        var rows = Rosters.read(Rosters.upload(
                folder,
                Rosters.HEADER + "1,a," + big + ",A,,active\n2,b,B,B,,active\n3,c,\"" + big
                        + "\",C,,active\n4,d,D,D,,active\n"));
        assertThat(Rosters.errors(rows)).isEqualTo("2:CELL_TOO_LONG 4:BROKEN_QUOTE");
        assertThat(rows).hasSize(4);
        assertThat(rows.get(0).problems().get(0).column()).isEqualTo("first_name");
        assertThat(rows.get(0).cells()).hasSize(3).allMatch(cell -> cell.length() <= 1024);
    }

    @Test
    void a_thousand_stray_quotes_cost_a_thousand_rows_and_little_time() throws IOException {
        var text = new StringBuilder(Rosters.HEADER);
        for (int i = 0; i < 100_000; i++) {
            text.append("U").append(i).append(i % 100 == 7 ? ",u,\"F,L,,active\n" : ",u,F,L,,active\n");
        }
        Path upload = Rosters.upload(folder, text.toString());
        var rows = Assertions.assertTimeout(Duration.ofSeconds(20), () -> Rosters.read(upload));
        assertThat(rows).hasSize(100_000);
        assertThat(rows.stream().filter(RosterRow::rejected))
                .hasSize(1000)
                .allMatch(row -> row.problems().get(0).code() == RowProblem.Code.BROKEN_QUOTE);
    }

    @Test
    void a_stray_quote_is_shown_as_the_line_that_has_it() throws IOException {
        var row = Rosters.read(Rosters.upload(folder, Rosters.HEADER + "1,a,\"Bob,B,,active\n2,b,B,B,,active\n"))
                .get(0);
        assertThat(row.cells()).containsExactly("1", "a", "\"Bob", "B", "", "active");
    }

    @Test
    void passwords_are_nowhere_in_what_is_read() throws IOException {
        String secret = "S3cr3tWord";
        var text = new StringBuilder("user_id,login_id,password,status,note\n");
        for (String row : List.of(
                "1,a,?,active,n",
                "2,b,?,gone,n",
                "3,?",
                "4,?,active",
                "5,e,?,active,n,extra,cells",
                "6,f,x,?,active,n",
                "7,\"g,?,active,n",
                "8,\"g\"x,h,?,active,n",
                "9,i,?,active," + "x".repeat(70_000),
                "10,\u0000,?,active,n")) {
            text.append(row.replace("?", secret)).append('\n');
        }
        Path upload = Rosters.upload(folder, text.toString());
        RosterFile file = RosterFile.inspect(upload);
        assertThat(file.warnings())
                .filteredOn(warning -> warning.code() == RosterWarning.Code.PASSWORD_COLUMNS)
                .singleElement()
                .satisfies(warning -> assertThat(warning.columns()).containsExactly("password"));
        try (var reader = RosterReader.keepingCells(upload, file, file.start())) {
            var rows = Rosters.rest(reader);
            assertThat(rows).hasSize(10).filteredOn(row -> !row.rejected()).hasSize(1);
            assertThat(Rosters.described(rows)).noneMatch(row -> row.contains(secret));
        }
    }

    @Test
    void cells_are_kept_of_every_row_if_asked() throws IOException {
        Path upload = Rosters.data("traps/01_utf8_bom.csv");
        RosterFile file = RosterFile.inspect(upload);
        RosterRow second = Rosters.read(upload).get(1);
        assertThat(second.cells()).isEmpty();
        var at = new Position(second.byteOffset(), second.line(), second.number(), 0);
        try (var reader = RosterReader.keepingCells(upload, file, at)) {
            assertThat(reader.next())
                    .isNotNull()
                    .extracting(RosterRow::cells)
                    .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                    .containsExactly("00042", "omalley", "Siobhán", "O’Malley", "omalley@example.edu", "active");
        }
    }

    @Test
    void a_file_that_changed_since_it_was_inspected_is_not_read() throws IOException {
        Path upload = Rosters.upload(folder, Rosters.HEADER);
        RosterFile file = RosterFile.inspect(upload);
        Files.writeString(upload, "1,a,A,A,,active\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> new RosterReader(upload, file, file.start()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("when it was inspected");
    }

    @Test
    void messages_name_the_column_and_the_limit_and_never_the_value() throws IOException {
        var row = Rosters.read(Rosters.upload(folder, Rosters.HEADER + "1," + "z".repeat(300) + ",A,A,qqq,gone\n"))
                .get(0);
        assertThat(row.problems())
                .extracting(RowProblem::message)
                .containsExactly(
                        "login_id has more than 255 characters. Shorten it.",
                        "email is not an e-mail address like name@example.org.",
                        "status must be one of: active, enabled, current, true, yes, 1 · suspended, inactive, disabled,"
                                + " false, no, 0 · deleted, removed, tobedeleted, withdrawn.");
        assertThat(row.problems()).extracting(RowProblem::column).containsExactly("login_id", "email", "status");
        assertThat(row.toString()).isEqualTo("row 1 (line 2, byte 51)");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void every_cell_is_judged_by_the_rules(String column, String cell, String expected) throws IOException {
        var columns = List.of("user_id", "login_id", "first_name", "email", "role", "status");
        var cells = new ArrayList<>(List.of("1", "a", "A", "a@example.edu", "student", "active"));
        cells.set(columns.indexOf(column), cell);
        Path upload = Rosters.upload(folder, String.join(",", columns) + "\n" + String.join(",", cells) + "\n");
        RosterRow row = Rosters.read(upload).get(0);
        var fields = List.of(
                LearnerField.EXTERNAL_ID,
                LearnerField.LOGIN,
                LearnerField.FIRST_NAME,
                LearnerField.EMAIL,
                LearnerField.ROLE,
                LearnerField.STATUS);
        if (Stream.of(RowProblem.Code.values()).anyMatch(code -> code.name().equals(expected))) {
            assertThat(row.problems())
                    .extracting(problem -> problem.code().name())
                    .containsExactly(expected);
            assertThat(row.rejected()).isTrue();
        } else {
            assertThat(row.problems()).isEmpty();
            assertThat(row.value(fields.get(columns.indexOf(column))))
                    .isEqualTo(expected.equals("(nothing)") ? null : expected);
        }
    }

    static Stream<String[]> rules() {
        return Rosters.table("row-rules.tsv").map(rule -> new String[] {rule[0], text(rule[1]), text(rule[2])});
    }

    /** Understands {@code \}{@code uXXXX} and a repetition {@code x*255} of one character at the end. */
    private static String text(String written) {
        var text = new StringBuilder();
        int times =
                written.matches(".+\\*[0-9]+") ? Integer.parseInt(written.substring(written.lastIndexOf('*') + 1)) : 1;
        String rest = times == 1 ? written : written.substring(0, written.lastIndexOf('*'));
        for (int i = 0; i < rest.length(); i++) {
            if (rest.startsWith("\\u", i)) {
                text.append((char) Integer.parseInt(rest.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                text.append(rest.charAt(i));
            }
        }
        return text.toString().repeat(times);
    }
}
