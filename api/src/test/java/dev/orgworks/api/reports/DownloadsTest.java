package dev.orgworks.api.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import dev.orgworks.domain.database.Sha256;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of exports over HTTP: whole, in parts, and not at all. */
class DownloadsTest extends ApiTest {

    private static final String CONTENT = "externalId,status\r\nA,ACTIVE\r\nB,ACTIVE\r\n";

    @Test
    void aDownloadIsTheFileWithWhatCanBeKnownOfIt() {
        Tenant tenant = tenant();
        Answer export = learners(tenant);

        Answer file = admin.get(export.text("/data/download")).expect(200);

        String sha256 = HexFormat.of().formatHex(Sha256.of(CONTENT));
        String name = "learners-" + export.text("/data/id") + ".csv";
        assertThat(file.body()).isEqualTo(CONTENT);
        assertThat(file.header("content-type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(file.header("content-length")).isEqualTo(String.valueOf(CONTENT.length()));
        assertThat(file.header("content-disposition"))
                .isEqualTo("attachment; filename=\"" + name + "\"; filename*=UTF-8''" + name);
        assertThat(file.header("etag")).isEqualTo("\"" + sha256 + "\"");
        assertThat(file.header("x-checksum-sha256")).isEqualTo(sha256).isEqualTo(export.text("/data/sha256"));
        assertThat(file.header("repr-digest"))
                .isEqualTo("sha-256=:" + Base64.getEncoder().encodeToString(Sha256.of(CONTENT)) + ":");
        assertThat(file.header("accept-ranges")).isEqualTo("bytes");
        assertThat(file.header("cache-control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @CsvSource({
        "learners, xlsx, PK, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "team-performance, xlsx, PK, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "summary, xlsx, PK, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "summary, csv, section, text/csv;charset=UTF-8",
        "summary, jsonl, {\"section\", application/jsonl",
        "summary, pdf, %PDF-1., application/pdf"
    })
    void everyFormatCanBeDownloaded(String type, String format, String beginning, String mediaType) {
        Answer export = export(tenant(), "{\"type\": \"%s\", \"format\": \"%s\"}".formatted(type, format));

        assertThat(export.text("/data/state")).as(export.body()).isEqualTo("COMPLETED");
        Answer file = admin.get(export.text("/data/download")).expect(200);
        assertThat(file.body()).startsWith(beginning);
        assertThat(file.header("content-type")).isEqualTo(mediaType);
        assertThat(file.header("content-length")).isEqualTo(export.text("/data/sizeBytes"));
    }

    @Test
    void headTellsTheSameWithoutTheFile() {
        Answer export = learners(tenant());

        Answer head = admin.send("HEAD", export.text("/data/download"), BodyPublishers.noBody())
                .expect(200);

        assertThat(head.body()).isEmpty();
        assertThat(head.header("content-length")).isEqualTo(String.valueOf(CONTENT.length()));
        assertThat(head.header("etag")).isEqualTo("\"" + export.text("/data/sha256") + "\"");
        assertThat(head.header("accept-ranges")).isEqualTo("bytes");
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-9, 0, 10", "bytes=19-, 19, 39", "bytes=-5, 34, 39", "bytes=38-100, 38, 39", "bytes=7-7, 7, 8"})
    void aRangeIsThatPart(String range, int from, int to) {
        Answer part = admin.get(learners(tenant()).text("/data/download"), "Range", range)
                .expect(206);

        int length = CONTENT.length();
        assertThat(part.body()).isEqualTo(CONTENT.substring(Math.min(from, length), Math.min(to, length)));
        assertThat(part.header("content-range"))
                .isEqualTo("bytes %d-%d/%d".formatted(from, Math.min(to, length) - 1, length));
        assertThat(part.header("content-length")).isEqualTo(String.valueOf(Math.min(to, length) - from));
        assertThat(part.header("repr-digest")).startsWith("sha-256=:");
    }

    @Test
    void severalRangesAreSeveralParts() {
        Answer parts = admin.get(learners(tenant()).text("/data/download"), "Range", "bytes=0-3, 19-20, -2")
                .expect(206);

        assertThat(parts.header("content-type")).startsWith("multipart/byteranges; boundary=");
        assertThat(parts.body())
                .containsSubsequence(
                        "Content-Range: bytes 0-3/" + CONTENT.length(),
                        "\r\n\r\nexte",
                        "Content-Range: bytes 19-20/" + CONTENT.length(),
                        "\r\n\r\nA,",
                        "\r\n\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1000-", "bytes=1000-1001,2000-", "bytes=-0"})
    void aRangeBehindTheEndCannotBeSatisfied(String range) {
        Answer refused = admin.get(learners(tenant()).text("/data/download"), "Range", range)
                .expect(416);

        assertThat(refused.header("content-range")).isEqualTo("bytes */" + CONTENT.length());
        assertThat(refused.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines=1-2", "bytes=b-a", "bytes=9-3", "bytes=0-3,1000-", "bytes=0-30,1-31,2-32"})
    void aRangeThatIsNoneOrNotWorthItGivesTheWholeFile(String range) {
        Answer whole = admin.get(learners(tenant()).text("/data/download"), "Range", range)
                .expect(200);

        assertThat(whole.body()).isEqualTo(CONTENT);
        assertThat(whole.header("content-length")).isEqualTo(String.valueOf(CONTENT.length()));
    }

    @Test
    void aRangeOfTheSameFileOnly() {
        Answer export = learners(tenant());
        String path = export.text("/data/download");
        String tag = "\"" + export.text("/data/sha256") + "\"";

        assertThat(admin.get(path, "Range", "bytes=0-3", "If-Range", tag)
                        .expect(206)
                        .body())
                .isEqualTo("exte");
        assertThat(admin.get(path, "Range", "bytes=0-3", "If-Range", "\"another\"")
                        .expect(200)
                        .body())
                .isEqualTo(CONTENT);
        assertThat(admin.get(path, "Range", "bytes=0-3", "If-Range", "Sat, 28 Feb 2026 00:00:00 GMT")
                        .expect(200)
                        .body())
                .isEqualTo(CONTENT);
    }

    @Test
    void whoHasTheFileAlreadyIsToldSo() {
        Answer export = learners(tenant());
        String path = export.text("/data/download");

        Answer unchanged = admin.get(path, "If-None-Match", "\"" + export.text("/data/sha256") + "\"")
                .expect(304);
        assertThat(unchanged.body()).isEmpty();
        admin.get(path, "If-None-Match", "\"another\"").expect(200);
    }

    @ParameterizedTest
    @CsvSource({
        "QUEUED, 409, EXPORT_NOT_READY",
        "RUNNING, 409, EXPORT_NOT_READY",
        "FAILED, 409, EXPORT_FAILED",
        "CANCELLED, 409, EXPORT_CANCELLED",
        "EXPIRED, 410, EXPORT_EXPIRED"
    })
    void withoutAFileItSaysWhy(String state, int status, String code) {
        Tenant tenant = tenant();
        Answer export = learners(tenant);
        database.sql(
                        "update report_export set state = :state, stored_as = null, error = 'The disk is full' where id = :id")
                .param("state", state)
                .param("id", export.text("/data/id"))
                .update();

        Answer refused = admin.get(tenant.path() + "/reports/exports/" + export.text("/data/id") + "/download")
                .refused(status);
        assertThat(refused.text("/code")).isEqualTo(code);
        if (state.equals("FAILED")) {
            assertThat(refused.text("/message")).contains("The disk is full");
        }
    }

    @Test
    void aFileThatHasExpiredOrWentAwayIsGone() throws Exception {
        Answer expired = learners(tenant());
        database.sql("update report_export set expires_at = now(6) - interval 1 second where id = :id")
                .param("id", expired.text("/data/id"))
                .update();
        assertThat(admin.get(expired.text("/data/download")).refused(410).text("/code"))
                .isEqualTo("EXPORT_EXPIRED");

        Answer lost = learners(tenant());
        Files.delete(stored(lost));
        assertThat(admin.get(lost.text("/data/download")).refused(410).text("/code"))
                .isEqualTo("EXPORT_EXPIRED");
    }

    @Test
    void strangersGetNothingAndViewersNoFilesOfTheAuditOrOfInvites() {
        Tenant tenant = tenant();
        Client viewer = somebody("VIEWER", tenant);
        Client manager = somebody("MANAGER", tenant);
        Client stranger = somebody("ADMIN", tenant());
        String learners = learners(tenant).text("/data/download");

        stranger.get(learners).refused(404);
        nobody.get(learners).refused(401);
        viewer.get(learners).expect(200);
        stranger.get(learners.replaceFirst("organizations/\\d+", "organizations/" + tenant().id()))
                .refused(404);
        for (String type : List.of("audit", "invites")) {
            String path = export(tenant, "{\"type\": \"" + type + "\"}").text("/data/download");
            viewer.get(path).refused(403);
            manager.get(path).expect(200);
        }
    }

    @Test
    void aDownloadThatHasBegunEndsWhenTheFileIsDeletedMeanwhile() throws Exception {
        Answer export = learners(tenant());
        byte[] large = "0123456789abcdef".repeat(4 << 16).repeat(8).getBytes(StandardCharsets.US_ASCII);
        Files.write(stored(export), large);
        database.sql("update report_export set size_bytes = :size where id = :id")
                .param("size", large.length)
                .param("id", export.text("/data/id"))
                .update();

        HttpResponse<InputStream> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://localhost:" + admin.port() + export.text("/data/download")))
                                .header("Authorization", "Bearer " + ADMINISTRATOR)
                                .build(),
                        BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            assertThat(body.read()).isEqualTo('0');
            Files.delete(stored(export));
            assertThat(body.readAllBytes()).hasSize(large.length - 1);
        }
        admin.get(export.text("/data/download")).refused(410);
    }

    /** An export of two learners. */
    private Answer learners(Tenant tenant) {
        imported(tenant, "user_id,login_id,status\nA,ada,active\nB,bob,active\n");
        return export(tenant, "{\"type\": \"learners\", \"columns\": [\"externalId\", \"status\"]}");
    }

    private Answer export(Tenant tenant, String definition) {
        Answer accepted =
                admin.post(tenant.path() + "/reports/exports", definition).expect(202);
        finished(accepted.text("/data/job/id"));
        return admin.get(accepted.header("location")).expect(200);
    }

    private Path stored(Answer export) {
        return Path.of(
                "target/test-reports/files",
                database.sql("select stored_as from report_export where id = :id")
                        .param("id", export.text("/data/id"))
                        .query(String.class)
                        .single());
    }
}
