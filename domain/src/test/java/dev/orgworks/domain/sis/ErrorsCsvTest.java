package dev.orgworks.domain.sis;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.orgworks.domain.learners.LearnerField;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorsCsvTest {

    private final Path folder;

    ErrorsCsvTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void the_template_reads_clean() throws IOException {
        Path upload = Rosters.upload(folder, RosterTemplate.csv());
        RosterFile file = RosterFile.inspect(upload);
        assertThat(file.warnings()).isEmpty();
        assertThat(file.mapping()).extracting(RosterColumn::field).containsExactly(LearnerField.values());
        assertThat(Rosters.read(upload))
                .hasSize(2)
                .noneMatch(RosterRow::rejected)
                .allMatch(row -> row.problems().isEmpty());
    }

    @Test
    void rejected_rows_keep_their_columns_and_say_what_is_wrong() throws IOException {
        Path upload = Rosters.upload(
                folder,
                "user_id;login_id;password;status;colour\n1;a;pw;active;red\n;b;pw;gone;blue\n\"3;c;pw;active;red\n");
        var records = records(errors(upload), ';');
        assertThat(records.get(0))
                .containsExactly(
                        "user_id",
                        "login_id",
                        "password",
                        "status",
                        "colour",
                        "_error_line",
                        "_error_column",
                        "_error_code",
                        "_error_message");
        assertThat(records.get(1))
                .startsWith("", "b", "", "gone", "blue", "3", "user_id; status", "MISSING_VALUE; UNKNOWN_STATUS");
        assertThat(records.get(1).get(8)).contains("user_id is empty", "status must be one of");
        assertThat(records.get(2)).startsWith("\"3", "c", "", "", "", "4", "", "BROKEN_QUOTE");
        assertThat(records).hasSize(3);
    }

    @Test
    void a_mended_file_uploads_and_one_not_mended_is_rejected_again_alike() throws IOException {
        Path upload = Rosters.upload(
                folder, "user_id,login_id,first_name,status\n=1,+a,-x,gone\n'=2,b,\"a\nb\",\n3,'c,\t@d,gone\n");
        String errors = errors(upload);
        Path again = Rosters.upload(folder, errors(upload));
        assertThat(cells(again)).isEqualTo(cells(upload));
        Path mended = Rosters.upload(
                folder, errors(upload).replace(",gone,", ",active,").replace("\",,", "\",active,"));
        var rows = Rosters.read(mended);
        assertThat(rows).hasSize(3).noneMatch(RosterRow::rejected);
        assertThat(rows).extracting(row -> row.value(LearnerField.EXTERNAL_ID)).containsExactly("=1", "'=2", "3");
        assertThat(rows).extracting(row -> row.value(LearnerField.FIRST_NAME)).containsExactly("-x", "a\nb", "@d");
        assertThat(rows).extracting(row -> row.value(LearnerField.LOGIN)).containsExactly("+a", "b", "'c");
        assertThat(errors).startsWith("\uFEFFuser_id,login_id,first_name,status,_error_line");
        assertThat(errors.lines().findFirst().orElseThrow())
                .isEqualTo(errors(again).lines().findFirst().orElseThrow());
    }

    @Test
    void no_cell_begins_as_a_formula() throws IOException {
        Path upload = Rosters.upload(
                folder, "user_id,login_id,=HYPERLINK(1),status\n=1+1,@a,-2,gone\n\" =1\",\"\t=1\",＝1,gone\n");
        for (List<String> record : records(errors(upload), ',')) {
            assertThat(record).noneMatch(cell -> cell.strip().matches("(?s)[=+\\-@＝＋－＠].*"));
        }
    }

    private static List<List<String>> records(String csv, char delimiter) {
        try (var reader = CsvReader.builder().fieldSeparator(delimiter).ofCsvRecord(csv.substring(1))) {
            return reader.stream().map(record -> record.getFields()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<List<String>> cells(Path upload) throws IOException {
        int own = (int) RosterFile.inspect(upload).mapping().stream()
                .filter(column -> column.ignored() != RosterColumn.Ignored.ERROR_COLUMN)
                .count();
        return Rosters.read(upload).stream()
                .map(row -> row.cells().subList(0, own))
                .toList();
    }

    private static String errors(Path upload) throws IOException {
        RosterFile file = RosterFile.inspect(upload);
        var out = new ByteArrayOutputStream();
        try (var errors = new ErrorsCsv(out, file)) {
            Rosters.read(upload, file, file.start()).stream()
                    .filter(RosterRow::rejected)
                    .forEach(errors::write);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
