package dev.orgworks.domain.reports;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.orgworks.domain.csv.CsvCells;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader of CSV gets of what was written. */
@SuppressWarnings("NullAway") // it mixes up the dimensions of arrays
class CsvRowsTest {

    private static final List<ReportColumn> TWO = List.of(ReportColumn.text("a", "a"), ReportColumn.text("b", "b"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "with,comma",
                "with \"quotes\"",
                "\"",
                "two\nlines",
                "two\r\nlines",
                "\r",
                " spaces ",
                "=1+1",
                "+1",
                "-1",
                "@x",
                "\t=1",
                "'=1",
                "''=1",
                " =1",
                "\uFF1D1",
                "é",
                "=é",
                "日本,語",
                "\u00A0=1",
                "\uD83D\uDE00",
                "0123",
                "'",
                "'quoted'",
                ",",
                "\u200B=1"
            })
    void aReaderGetsTheCellAsASpreadsheetMaySeeIt(String text) throws IOException {
        assertThat(read(TWO, List.of(text, "end"))).containsExactly(List.of(CsvCells.safe(text), "end"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void whateverIsInTheCellsTheReaderGetsIt() throws IOException {
        var random = new Random(5);
        String alphabet = "ab1 ',\"\r\n\t=+-@é日\uFF1D\u00A0\u200B";
        List<String>[] rows = Stream.generate(() -> List.of(text(random, alphabet), text(random, alphabet)))
                .limit(2_000)
                .toArray(List[]::new);

        assertThat(read(TWO, rows))
                .isEqualTo(Arrays.stream(rows)
                        .map(row -> row.stream().map(CsvCells::safe).toList())
                        .toList());
    }

    @Test
    void numbersStayNumbersAndInstantsAreThoseOfTheZone() throws IOException {
        List<ReportColumn> columns = List.of(
                ReportColumn.number("n", "n"), ReportColumn.instant("at", "at"), ReportColumn.date("day", "day"));

        assertThat(read(
                        columns,
                        Arrays.asList("-12.50", "2026-11-01 05:30:00.000001", "2026-11-01"),
                        Arrays.asList("7", "2026-11-01 06:30:00", null),
                        Arrays.asList(null, "2026-11-01 06:30:00", null)))
                .containsExactly(
                        List.of("-12.50", "2026-11-01T01:30:00.000001-04:00", "2026-11-01"),
                        List.of("7", "2026-11-01T01:30:00-05:00", ""),
                        List.of("", "2026-11-01T01:30:00-05:00", ""));
    }

    private static String text(Random random, String alphabet) {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(i -> String.valueOf(alphabet.charAt(random.nextInt(alphabet.length()))))
                .reduce("", String::concat);
    }

    @SafeVarargs
    private static List<List<String>> read(List<ReportColumn> columns, List<@Nullable String>... rows)
            throws IOException {
        List<byte[] @Nullable []> cells = new ArrayList<>();
        for (List<@Nullable String> row : rows) {
            byte[] @Nullable [] bytes = new byte[row.size()] @Nullable [];
            for (int i = 0; i < bytes.length; i++) {
                String cell = row.get(i);
                bytes[i] = cell == null ? null : cell.getBytes(StandardCharsets.UTF_8);
            }
            cells.add(bytes);
        }
        var out = new ByteArrayOutputStream();
        var csv = new CsvRows(columns, ZoneId.of("America/New_York"));
        csv.head(out);
        csv.rows(cells, out);
        try (var reader = CsvReader.builder().skipEmptyLines(false).ofCsvRecord(out.toString(StandardCharsets.UTF_8))) {
            List<List<String>> all = reader.stream()
                    .map(record -> List.copyOf(record.getFields()))
                    .toList();
            assertThat(all.get(0))
                    .isEqualTo(columns.stream().map(ReportColumn::name).toList());
            return all.subList(1, all.size());
        }
    }
}
