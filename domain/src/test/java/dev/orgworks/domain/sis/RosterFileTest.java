package dev.orgworks.domain.sis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.learners.LearnerStatus;
import dev.orgworks.domain.sis.RosterEncoding.Form;
import dev.orgworks.domain.sis.RosterEncoding.FoundBy;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RosterFileTest {

    private static final Charset WINDOWS_1252 = Form.WINDOWS_1252.charset();

    private final Path folder;

    RosterFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static Stream<String[]> headers() {
        return Rosters.table("headers.tsv");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void the_column_names_of_every_dialect_are_understood(String dialect, String header, String fields, String ignored)
            throws IOException {
        RosterFile file = RosterFile.inspect(Rosters.upload(folder, header + "\n"));
        assertThat(file.mapping()).extracting(RosterColumn::index).isSorted().hasSize(header.split(",", -1).length);
        assertThat(file.mapping().stream()
                        .filter(column -> column.field() != null)
                        .map(column -> column.field() + "=" + column.header()))
                .as(dialect)
                .containsExactlyInAnyOrder(fields.split(" \\| ", -1));
        assertThat(file.mapping().stream()
                        .filter(column -> column.ignored() != null)
                        .map(column -> column.ignored() + "=" + column.header()))
                .as(dialect)
                .containsExactlyInAnyOrder(ignored.split(" \\| ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "sds-format_100-users/Student.csv, 86",
        "sds-format_100-users/Teacher.csv, 12",
        "sds-format_min-required-attributes/Student.csv, 22",
        "sds-format_min-required-attributes/Teacher.csv, 2",
        "uk-format_100-users/Student.csv, 86",
        "uk-format_100-users/Teacher.csv, 12",
        "sds-v2/users.csv, 29",
        "sds-v2.1/users.csv, 8",
    })
    void microsofts_samples_read_clean(String sample, int learners) throws IOException {
        var rows = Rosters.read(Rosters.data("microsoft-sds/" + sample));
        assertThat(rows).hasSize(learners).noneMatch(RosterRow::rejected);
        assertThat(rows).allMatch(row -> row.key() != null && row.loginKey() != null);
        assertThat(rows).allMatch(row -> "ACTIVE".equals(row.value(LearnerField.STATUS)));
    }

    @Test
    void the_more_specific_name_wins_and_the_other_column_is_named_in_a_warning() throws IOException {
        RosterFile file = RosterFile.inspect(Rosters.upload(folder, "student_number,user_id,login_id,status\n"));
        assertThat(RosterSchema.filling(file.mapping(), LearnerField.EXTERNAL_ID))
                .extracting(RosterColumn::header)
                .isEqualTo("user_id");
        assertThat(file.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(RosterWarning.Code.SUPERSEDED_COLUMNS);
            assertThat(warning.columns()).containsExactly("student_number");
        });
    }

    @Test
    void of_two_equal_names_the_column_that_is_filled_wins() throws IOException {
        var rows =
                Rosters.read(Rosters.upload(folder, "user_id,login_id,status,surname,last_name\n1,a,active,,Smith\n"));
        assertThat(rows.get(0).value(LearnerField.LAST_NAME)).isEqualTo("Smith");
    }

    @Test
    void two_equal_names_that_are_both_filled_are_ambiguous() throws IOException {
        var refusal = refusal("user_id,login_id,status,surname,last_name\n1,a,active,,Smith\n2,b,active,Jones,\n");
        assertThat(refusal.code()).isEqualTo(RosterRefusedException.Code.AMBIGUOUS_COLUMN);
        assertThat(refusal).hasMessageContainingAll("4 (surname)", "5 (last_name)", "Delete or rename");
    }

    @Test
    void the_same_name_written_differently_is_the_same_name() throws IOException {
        assertThat(refusal("user_id,E-Mail,email\n1,,\n").code())
                .isEqualTo(RosterRefusedException.Code.AMBIGUOUS_COLUMN);
    }

    @Test
    void a_file_without_ids_is_refused_and_told_what_was_found() throws IOException {
        var refusal = refusal("name,colour\nBob,red\n");
        assertThat(refusal.code()).isEqualTo(RosterRefusedException.Code.MISSING_USER_ID);
        assertThat(refusal).hasMessageContainingAll("user_id", "name, colour", "line 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\r\n", "\uFEFF", "sep=;\r\n", ",,,\n"})
    void a_file_without_column_names_is_empty(String text) throws IOException {
        assertThat(refusal(text).code()).isEqualTo(RosterRefusedException.Code.EMPTY_FILE);
    }

    @Test
    void a_file_of_column_names_only_has_no_rows() throws IOException {
        assertThat(Rosters.read(Rosters.upload(folder, "user_id,login_id,status")))
                .isEmpty();
    }

    @Test
    void a_workbook_is_refused_by_name() throws IOException {
        var refusal = refusal("PK\u0003\u0004 and so on");
        assertThat(refusal.code()).isEqualTo(RosterRefusedException.Code.NOT_TEXT);
        assertThat(refusal).hasMessageContaining("Excel");
    }

    @Test
    void a_header_with_a_stray_quote_is_refused() throws IOException {
        assertThat(refusal("user_id,\"login,status\n1,a,active\n").code())
                .isEqualTo(RosterRefusedException.Code.UNREADABLE_HEADER);
    }

    @Test
    void more_columns_than_any_roster_has_are_refused() throws IOException {
        assertThat(refusal("user_id" + ",x".repeat(600) + "\n").code())
                .isEqualTo(RosterRefusedException.Code.TOO_MANY_COLUMNS);
    }

    private RosterRefusedException refusal(String text) throws IOException {
        Path upload = Rosters.upload(folder, text);
        return catchThrowableOfType(RosterRefusedException.class, () -> RosterFile.inspect(upload));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "user_id,login_id,status;more ,",
                "user_id;login_id;status,more,and;x ;",
                "user_id|\"login,id\"|status |",
                "\"a,b,c\";user_id ;",
                "user_id ,",
            })
    void the_delimiter_is_the_one_that_makes_sense_of_the_names(String header, char delimiter) throws IOException {
        assertThat(RosterFile.inspect(Rosters.upload(folder, header + "\n")).delimiter())
                .isEqualTo(delimiter);
    }

    @Test
    void a_tab_is_a_delimiter() throws IOException {
        assertThat(RosterFile.inspect(Rosters.upload(folder, "user_id\tlogin_id\n1\ta\n"))
                        .delimiter())
                .isEqualTo('\t');
    }

    @Test
    void one_damaged_cell_in_a_utf_8_file_costs_its_row() throws IOException {
        byte[] good = (Rosters.HEADER + "1,a,Jürgen,Müller,,active\n").getBytes(StandardCharsets.UTF_8);
        byte[] bad = "2,b,Jürgen,M,,active\n3,c,Bob,B,,active\n".getBytes(WINDOWS_1252);
        byte[] both = new byte[good.length + bad.length];
        System.arraycopy(good, 0, both, 0, good.length);
        System.arraycopy(bad, 0, both, good.length, bad.length);
        Path upload = Rosters.upload(folder, both);
        RosterFile file = RosterFile.inspect(upload);
        assertThat(file.encoding().foundBy()).isEqualTo(FoundBy.MOSTLY_UTF_8);
        assertThat(file.encoding().confidence()).isLessThan(1);
        assertThat(file.warnings()).extracting(RosterWarning::code).contains(RosterWarning.Code.ENCODING_DAMAGED);
        var rows = Rosters.read(upload);
        assertThat(Rosters.errors(rows)).isEqualTo("3:ENCODING");
        assertThat(rows.get(1).cells()).as("shown for mending").contains("Jürgen");
        assertThat(rows.get(0).value(LearnerField.LAST_NAME)).isEqualTo("Müller");
    }

    @Test
    void windows_1252_is_told_with_a_confidence_that_its_undefined_bytes_lower() throws IOException {
        String text = Rosters.HEADER + "1,a,Jürgen,O’Brien,,active\n2,b,Siân,Nuñez,,active\n";
        RosterEncoding sure = EncodingSniffer.sniff(Rosters.upload(folder, text, WINDOWS_1252));
        assertThat(sure.form()).isEqualTo(Form.WINDOWS_1252);
        assertThat(sure.confidence()).isBetween(0.9, 0.99);
        byte[] bytes = text.getBytes(WINDOWS_1252);
        bytes[text.indexOf('ñ')] = (byte) 0x81;
        Path upload = Rosters.upload(folder, bytes);
        assertThat(EncodingSniffer.sniff(upload).confidence()).isLessThan(0.6);
        assertThat(Rosters.errors(Rosters.read(upload))).isEqualTo("3:ENCODING");
    }

    @Test
    void text_that_is_well_formed_utf_8_by_chance_does_not_outweigh_the_rest() throws IOException {
        String text = Rosters.HEADER + "1,a,Ã©,B,,active\n" + "2,b,Jürgen,Nuñez,,active\n".repeat(20);
        Path upload = Rosters.upload(folder, text, WINDOWS_1252);
        assertThat(EncodingSniffer.sniff(upload).form()).isEqualTo(Form.WINDOWS_1252);
        assertThat(Rosters.read(upload).get(0).value(LearnerField.FIRST_NAME)).isEqualTo("Ã©");
    }

    @Test
    void names_of_any_length_are_shortened_in_messages() throws IOException {
        Path upload = Rosters.upload(folder, "user_id,login_id,status," + "x".repeat(5000) + "\n");
        assertThat(RosterFile.inspect(upload).warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).hasSizeLessThan(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void wide_encodings_without_a_mark_are_told_by_their_zero_bytes(String charset) throws IOException {
        Path upload = Rosters.upload(folder, Rosters.HEADER + "1,a,Jürgen,𠮷野,,active\n", Charset.forName(charset));
        assertThat(RosterFile.inspect(upload).encoding().charset().name()).isEqualTo(charset);
        assertThat(Rosters.read(upload))
                .singleElement()
                .satisfies(row -> assertThat(row.value(LearnerField.LAST_NAME)).isEqualTo("𠮷野"));
    }

    @Test
    void half_a_surrogate_pair_costs_its_row() throws IOException {
        byte[] bytes = (Rosters.HEADER + "1,a,😀,B,,active\n2,b,B,B,,active\n").getBytes(StandardCharsets.UTF_16LE);
        int high = new String(bytes, StandardCharsets.UTF_16LE).indexOf('\uD83D') * 2;
        bytes[high] = 'x';
        bytes[high + 1] = 0;
        assertThat(Rosters.errors(Rosters.read(Rosters.upload(folder, bytes)))).isEqualTo("2:ENCODING");
    }

    @Test
    void without_a_login_column_the_e_mail_address_or_else_the_id_signs_in() throws IOException {
        Path mail = Rosters.upload(folder, "user_id,email,status\n1,A@Example.org,active\n2,,active\n");
        var rows = Rosters.read(mail);
        assertThat(rows.get(0).value(LearnerField.LOGIN)).isEqualTo("A@Example.org");
        assertThat(rows.get(0).loginKey()).isEqualTo("a@example.org");
        assertThat(Rosters.errors(rows)).isEqualTo("3:MISSING_VALUE");
        assertThat(RosterFile.inspect(mail).warnings())
                .extracting(RosterWarning::code)
                .containsExactly(RosterWarning.Code.LOGIN_ASSUMED);
        assertThat(Rosters.read(Rosters.upload(folder, "user_id,status\nX1,active\n"))
                        .get(0)
                        .loginKey())
                .isEqualTo("x1");
    }

    @Test
    void without_a_status_column_everybody_is_active_and_a_warning_says_so() throws IOException {
        Path upload = Rosters.upload(folder, "user_id,login_id\n1,a\n");
        assertThat(Rosters.read(upload).get(0).value(LearnerField.STATUS)).isEqualTo(LearnerStatus.ACTIVE.name());
        assertThat(RosterFile.inspect(upload).warnings())
                .extracting(RosterWarning::code)
                .containsExactly(RosterWarning.Code.STATUS_ASSUMED);
    }

    @Test
    void one_roster_may_leave_the_status_empty_and_the_lesser_of_its_two_says_counts() throws IOException {
        var rows = Rosters.read(Rosters.upload(folder, """
                sourcedId,status,enabledUser,username
                1,,true,a
                2,,,b
                3,active,false,c
                4,tobedeleted,true,d
                """));
        assertThat(rows)
                .extracting(row -> row.value(LearnerField.STATUS))
                .containsExactly("ACTIVE", "ACTIVE", "SUSPENDED", "REMOVED");
    }

    @Test
    void columns_without_a_name_at_the_end_need_no_cells() throws IOException {
        var rows = Rosters.read(Rosters.upload(folder, "user_id,login_id,status,,\n1,a,active\n2,b,active,,,,\n"));
        assertThat(rows).hasSize(2).noneMatch(RosterRow::rejected);
    }

    @Test
    void what_was_found_out_survives_as_json() throws IOException {
        for (String name : List.of("02_windows1252.csv", "16_unknown_and_empty_columns.csv", "08_sep_line.csv")) {
            RosterFile file = RosterFile.inspect(Rosters.data("traps/" + name));
            String json = JsonMapper.shared().writeValueAsString(file);
            assertThat(JsonMapper.shared().readValue(json, RosterFile.class)).isEqualTo(file);
        }
    }
}
