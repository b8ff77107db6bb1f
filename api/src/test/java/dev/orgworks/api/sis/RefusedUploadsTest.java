package dev.orgworks.api.sis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused before the answer, so that nobody has to wait for a job to learn it. */
class RefusedUploadsTest extends ApiTest {

    static Stream<Arguments> notText() {
        return Stream.of(
                Arguments.of("%PDF-1.7\n", "a PDF"),
                Arguments.of("\u0089PNG\r\n\u001A\n", "an image"),
                Arguments.of("\u001F\u008B\b\0", "gzip"),
                Arguments.of("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1", "Excel"),
                Arguments.of("<!DOCTYPE html><html>", "web page"),
                Arguments.of("[{\"id\": 1}]", "JSON"),
                Arguments.of("\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u000E\u000F", "binary"));
    }

    @ParameterizedTest
    @MethodSource("notText")
    void whatIsNeitherCsvNorZipIsAnsweredWithWhatItIs(String begin, String says) {
        byte[] content = begin.getBytes(StandardCharsets.ISO_8859_1);
        for (Answer refused : refusals(content, 415)) {
            assertThat(refused.text("/code")).isEqualTo("NOT_TEXT");
            assertThat(refused.text("/message")).contains(says, "CSV UTF-8");
        }
    }

    static Stream<Arguments> notUnderstood() {
        return Stream.of(
                Arguments.of("first_name,last_name\nAda,Lovelace\n", "MISSING_USER_ID", "first_name, last_name"),
                Arguments.of(
                        "user_id,login_id,login_id,status\nA,a,b,active\n",
                        "AMBIGUOUS_COLUMN",
                        "Columns 2 (login_id) and 3"),
                Arguments.of("user_id,\"login,status\nA,a,active\n", "UNREADABLE_HEADER", "line 1"),
                Arguments.of("user_id,login_id,status\u0000\nA,ada,active\n", "UNREADABLE_HEADER", "zero byte"),
                Arguments.of("\n\n\n", "EMPTY_FILE", "template"),
                Arguments.of("user_id" + ",x".repeat(600) + "\n", "TOO_MANY_COLUMNS", "601"));
    }

    @ParameterizedTest
    @MethodSource("notUnderstood")
    void aCsvThatCannotBeUnderstoodIsAnsweredWithWhatToMend(String content, String code, String says) {
        for (Answer refused : refusals(content.getBytes(StandardCharsets.UTF_8), 400)) {
            assertThat(refused.wrongFields()).containsExactly("file");
            assertThat(refused.text("/details/0/code")).isEqualTo(code);
            assertThat(refused.text("/message")).contains(says);
        }
    }

    /** Both ways of uploading; nothing is left on disk or in the database. */
    private List<Answer> refusals(byte[] content, int status) {
        Tenant tenant = tenant();
        String path = tenant.path() + "/sis/import";
        Set<Path> before = uploads();

        List<Answer> refused = List.of(
                admin.post(path, "text/csv", content).refused(status),
                admin.postFile(path, "file", "roster.csv", content).refused(status));

        assertThat(uploads()).isEqualTo(before);
        assertThat(admin.get(path).at("/meta/total").intValue()).isZero();
        assertThat(admin.get("/api/jobs?organizationId=" + tenant.id())
                        .at("/meta/total")
                        .intValue())
                .isZero();
        assertThat(database.sql("select count(*) from sis_upload where organization_id = :organization")
                        .param("organization", tenant.id())
                        .query(Long.class)
                        .single())
                .isZero();
        return refused;
    }
}
