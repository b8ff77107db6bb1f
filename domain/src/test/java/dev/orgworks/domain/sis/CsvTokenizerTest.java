package dev.orgworks.domain.sis;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.orgworks.domain.sis.CsvTokenizer.Found;
import dev.orgworks.domain.sis.RosterEncoding.Form;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CsvTokenizerTest {

    private final Path folder;

    CsvTokenizerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static Stream<String> spectrum() throws IOException {
        try (var files = Files.list(Rosters.data("csv-spectrum/csvs"))) {
            return files.map(file -> file.getFileName().toString().replace(".csv", "")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("spectrum")
    void the_acid_tests_of_csv_spectrum_read_as_their_json(String name) throws IOException {
        var expected =
                JsonMapper.shared().readTree(Files.readString(Rosters.data("csv-spectrum/json/" + name + ".json")));
        var records = records(Rosters.data("csv-spectrum/csvs/" + name + ".csv"), Form.UTF_8, 0, ',');
        var read = new ArrayList<Map<String, String>>();
        for (List<String> record : records.subList(1, records.size())) {
            var object = new LinkedHashMap<String, String>();
            for (int i = 0; i < record.size(); i++) {
                object.put(records.get(0).get(i), record.get(i));
            }
            read.add(object);
        }
        Object one = expected.isArray() ? read : read.get(0);
        assertThat((Object) JsonMapper.shared().valueToTree(one)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf16be_bom", "utf16le_bom", "utf32be_bom", "utf32le_bom", "utf8_bom", "utf8_nobom"})
    void byte_order_marks_are_understood_and_belong_to_no_cell(String name) throws IOException {
        Path file = Rosters.data("fastcsv-bom/" + name + ".csv");
        RosterEncoding encoding = EncodingSniffer.sniff(file);
        assertThat(encoding.form().name().toLowerCase(Locale.ROOT).replace("_", ""))
                .isEqualTo(name.substring(0, name.indexOf('_')));
        assertThat(encoding.confidence()).isEqualTo(1);
        assertThat(records(file, encoding.form(), encoding.markBytes(), ','))
                .containsExactly(List.of("foo", "üÜß"), List.of("123", "456"));
    }

    @ParameterizedTest
    @EnumSource(names = "WINDOWS_1252", mode = EnumSource.Mode.EXCLUDE)
    void what_another_library_writes_is_read_back(Form form) throws IOException {
        var random = new Random(20260228);
        for (int run = 0; run < 40; run++) {
            char delimiter = ",;\t|".charAt(run % 4);
            int columns = 1 + random.nextInt(8);
            var written = new ArrayList<List<String>>();
            var text = new StringWriter();
            var writer = CsvWriter.builder()
                    .fieldSeparator(delimiter)
                    .quoteStrategy(run % 3 == 0 ? QuoteStrategies.ALWAYS : QuoteStrategies.REQUIRED)
                    .lineDelimiter(List.of(LineDelimiter.CR, LineDelimiter.LF, LineDelimiter.CRLF)
                            .get(run % 3))
                    .build(text);
            for (int i = 0; i < 60; i++) {
                var record = new ArrayList<String>(List.of("x" + i));
                for (int c = 1; c < columns; c++) {
                    record.add(cell(random));
                }
                written.add(record);
                writer.writeRecord(record);
            }
            writer.close();
            Path file = Rosters.upload(folder, text.toString(), form.charset());
            assertThat(records(file, form, 0, delimiter)).isEqualTo(written);
        }
    }

    private static String cell(Random random) {
        var alphabet =
                List.of("a", "Z", " ", ",", ";", "\t", "|", "\"", "\n", "\r", "\r\n", "\\", "#", "'", "é", "€", "😀");
        int length = random.nextInt(30) == 0 ? 5000 + random.nextInt(9000) : random.nextInt(12);
        var cell = new StringBuilder();
        for (int i = 0; i < length; i++) {
            cell.append(alphabet.get(random.nextInt(alphabet.size())));
        }
        return cell.toString();
    }

    @Test
    void a_line_that_breaks_a_quote_costs_itself_only() throws IOException {
        assertThat(found("a,\"b,c\nd,\"e\"\nf,\"g\" ,h\ni,j\nk,\"l"))
                .containsExactly(
                        Found.BROKEN_QUOTE, Found.RECORD, Found.BROKEN_QUOTE, Found.RECORD, Found.BROKEN_QUOTE);
    }

    @Test
    void lines_that_keep_a_quote_open_for_ever_are_given_up_soon() throws IOException {
        var found = found("x\",\"y\n".repeat(20_000));
        assertThat(found).hasSize(20_000).startsWith(Found.BROKEN_QUOTE, Found.BROKEN_QUOTE);
    }

    @Test
    void a_cell_of_exactly_the_most_bytes_is_read_and_one_byte_more_is_not() throws IOException {
        String most = "x".repeat(CsvTokenizer.CELL_CAP);
        assertThat(found(most + ",b\n\"" + most + "\",b\n")).containsExactly(Found.RECORD, Found.RECORD);
        assertThat(found(most + "x,b\n\"" + most + "x\",b\nc,d"))
                .containsExactly(Found.CELL_TOO_LONG, Found.BROKEN_QUOTE, Found.RECORD);
    }

    @Test
    void a_record_of_many_long_cells_is_given_up_at_its_own_limit() throws IOException {
        String cell = "x".repeat(CsvTokenizer.CELL_CAP - 1) + ",";
        assertThat(found(cell.repeat(9) + "\nc,d\n")).containsExactly(Found.RECORD_TOO_LONG, Found.RECORD);
    }

    private List<Found> found(String text) throws IOException {
        var all = new ArrayList<Found>();
        Path file = Rosters.upload(folder, text);
        try (var tokenizer = new CsvTokenizer(file, Form.UTF_8, ',', 2, 0, 1)) {
            for (Found found = tokenizer.read(); found != Found.END; found = tokenizer.read()) {
                all.add(found);
                tokenizer.advance();
            }
            assertThat(tokenizer.offset()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        }
        return all;
    }

    private static List<List<String>> records(Path file, Form form, long offset, char delimiter) throws IOException {
        var records = new ArrayList<List<String>>();
        try (var tokenizer = new CsvTokenizer(file, form, delimiter, 20, offset, 1)) {
            var text = new CellText(tokenizer, form, false);
            for (Found found = tokenizer.read(); found != Found.END; found = tokenizer.read()) {
                assertThat(found).isEqualTo(Found.RECORD);
                var record = new ArrayList<String>();
                for (int i = 0; i < tokenizer.cells(); i++) {
                    record.add(text.of(i));
                }
                records.add(record);
                tokenizer.advance();
            }
            assertThat(tokenizer.offset()).isEqualTo(Files.size(file));
        }
        return records;
    }
}
