package dev.orgworks.domain.sis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FileKindTest {

    private static final Pattern PIECE = Pattern.compile("\"([^\"]*)\"|(\\p{XDigit}{2})");

    static Stream<String[]> kinds() {
        return Rosters.table("file-kinds.tsv");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void a_file_is_what_its_first_bytes_say(String what, String begin, FileKind kind, @TempDir Path folder)
            throws IOException {
        Path file = Rosters.upload(folder, bytes(begin));

        assertThat(FileKind.of(file)).isEqualTo(kind);
        if (kind != FileKind.TEXT) {
            var refusal = catchThrowableOfType(RosterRefusedException.class, () -> RosterFile.inspect(file));
            assertThat(refusal.code()).isEqualTo(RosterRefusedException.Code.NOT_TEXT);
            assertThat(refusal).hasMessageContainingAll("The file is " + kind.described(), "CSV UTF-8");
        }
    }

    @Test
    void every_kind_has_an_example() {
        assertThat(kinds().map(row -> row[2]).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(FileKind.values()).map(Enum::name).toList());
    }

    private static byte[] bytes(String pieces) {
        var bytes = new ByteArrayOutputStream();
        Matcher piece = PIECE.matcher(pieces);
        while (piece.find()) {
            if (piece.group(1) != null) {
                bytes.writeBytes(piece.group(1).getBytes(StandardCharsets.ISO_8859_1));
            } else {
                bytes.write(Integer.parseInt(piece.group(2), 16));
            }
        }
        return bytes.toByteArray();
    }
}
