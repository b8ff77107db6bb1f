package dev.orgworks.domain.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1",
                "+1",
                "-1",
                "@SUM(1)",
                "\t=1",
                "\r1",
                "\n1",
                "  =1",
                "\u00A0=1",
                "\u200B=1",
                "＝1",
                "＋1",
                "－1",
                "＠1",
                "'=1",
                "''-1"
            })
    void what_a_spreadsheet_would_run_gets_a_single_quote(String text) {
        assertThat(CsvCells.safe(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a=1", "O'Hara", "'tis", "1-2", "bob@example.org", "#1"})
    void other_text_stays_as_it_is(String text) {
        assertThat(CsvCells.safe(text)).isEqualTo(text);
        assertThat(CsvCells.original(text)).isEqualTo(text);
    }

    @Test
    void the_original_comes_back_from_any_text() {
        var random = new Random(7);
        String alphabet = "'=+-@ \t\ra1＝\u00A0";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(6); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(CsvCells.original(CsvCells.safe(text.toString()))).isEqualTo(text.toString());
        }
    }
}
