package dev.orgworks.api.sis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportsTest extends ApiTest {

    private static final byte[] ONE = bytes("user_id,login_id,status\nA,ada,active\n");

    @Test
    void theTemplateImportsClean() {
        Tenant tenant = tenant();
        Answer template = admin.get(tenant.path() + "/sis/import?template=csv").expect(200);

        Answer done = imported(tenant, template.body());

        assertThat(template.header("content-type")).isEqualToIgnoringCase("text/csv;charset=UTF-8");
        assertThat(template.header("content-disposition")).contains("roster-template.csv");
        assertThat(done.at("/data/counts/created").intValue()).isEqualTo(2);
        assertThat(done.at("/data/counts/rejected").intValue()).isZero();
        assertThat(done.at("/data/counts/warned").intValue()).isZero();
        assertThat(done.at("/data/warnings").isEmpty()).isTrue();
        assertThat(done.at("/data/mapping").valueStream())
                .allSatisfy(column -> assertThat(column.path("field").isNull()).isFalse());
        assertThat(admin.get(tenant.path() + "/learners").each("externalId")).containsExactly("S-1001", "T-0007");
    }

    @Test
    void anUploadIsAnsweredAtOnceWithItsImportAndItsJob() {
        Tenant tenant = tenant();
        String request = UUID.randomUUID().toString();
        whileNoJobStarts(() -> {
            Answer started = admin.send(
                            "POST",
                            tenant.path() + "/sis/import?fileName=autumn.csv",
                            BodyPublishers.ofByteArray(ONE),
                            "Content-Type",
                            "text/csv; charset=utf-8",
                            "x-request-id",
                            request)
                    .expect(202);

            assertThat(started.header("location"))
                    .isEqualTo(tenant.path() + "/sis/import/" + started.text("/data/import/id"));
            assertThat(started.text("/data/import/phase")).isEqualTo("QUEUED");
            assertThat(started.text("/data/import/fileName")).isEqualTo("autumn.csv");
            assertThat(started.at("/data/import/sizeBytes").intValue()).isEqualTo(ONE.length);
            assertThat(started.text("/data/import/sha256"))
                    .isEqualTo("2e9dda9df0d886bdfc4f62a3209f2acd620c225a3e4ed12f3dc88f6dc3fb102a");
            assertThat(started.text("/data/import/jobId")).isEqualTo(started.text("/data/job/id"));
            assertThat(started.text("/data/job/state")).isEqualTo("QUEUED");
            assertThat(started.text("/data/job/type")).isEqualTo("sisImport");
            assertThat(admin.get(started.header("location") + "/errors.csv")
                            .refused(409)
                            .text("/code"))
                    .isEqualTo("NOT_READ_YET");
        });
        finished(admin.get(tenant.path() + "/sis/import").text("/data/0/jobId"));
        assertThat(audit(request))
                .extracting(AuditRow::action)
                .containsExactlyInAnyOrder("import.started", "job.enqueued");
        assertThat(audit(request))
                .allSatisfy(row -> assertThat(row.organizationId()).isEqualTo(tenant.id()));
    }

    @Test
    void aFormUploadIsImportedUnderTheNameOfItsFile() {
        Tenant tenant = tenant();
        Answer started = admin.postFile(tenant.path() + "/sis/import", "file", "C:\\\\rosters\\\\käse.csv", ONE)
                .expect(202);
        finished(started.text("/data/job/id"));

        Answer done = admin.get(started.header("location")).expect(200);

        assertThat(done.text("/data/phase")).isEqualTo("COMPLETED");
        assertThat(done.text("/data/fileName")).isEqualTo("käse.csv");
        assertThat(done.at("/data/counts/created").intValue()).isEqualTo(1);
        assertThat(done.text("/data/encoding/name")).isEqualTo("UTF-8");
        assertThat(done.text("/data/delimiter")).isEqualTo(",");
        assertThat(done.at("/data/errorsUrl").isNull()).isTrue();
        assertThat(done.at("/data/error").isNull()).isTrue();
    }

    @Test
    void rejectedRowsComeBackToBeMendedAndUploadedAgain() {
        Tenant tenant = tenant();
        Answer done = imported(tenant, """
                user_id,login_id,first_name,email,status
                A,ada,Ada,ada@example.org,active
                B,bob,=cmd(),no address,active
                C,cyd,"Cyd, C",cyd@example.org,asleep
                """);
        assertThat(done.at("/data/counts/created").intValue()).isEqualTo(1);
        assertThat(done.at("/data/counts/rejected").intValue()).isEqualTo(2);

        Answer errors = admin.get(done.text("/data/errorsUrl")).expect(200);

        assertThat(errors.header("content-disposition")).contains("errors-" + done.text("/data/id") + ".csv");
        List<String> lines = errors.body().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).endsWith("status,_error_line,_error_column,_error_code,_error_message");
        assertThat(lines.get(1)).startsWith("B,bob,'=cmd(),no address,active,3,email,INVALID_EMAIL,");
        assertThat(lines.get(2)).startsWith("C,cyd,\"Cyd, C\",cyd@example.org,asleep,4,status,UNKNOWN_STATUS,");

        Answer again = imported(
                tenant, errors.body().replace("no address", "bob@example.org").replace("asleep", "active"));

        assertThat(again.at("/data/counts/created").intValue()).isEqualTo(2);
        assertThat(again.at("/data/counts/rejected").intValue()).isZero();
        assertThat(admin.get(tenant.path() + "/learners?search=B").text("/data/0/firstName"))
                .isEqualTo("=cmd()");
    }

    @Test
    void anImportWithoutRejectedRowsHasAnErrorsFileOfNamesOnly() {
        Tenant tenant = tenant();
        Answer done = imported(tenant, new String(ONE, StandardCharsets.UTF_8));

        assertThat(admin.get(tenant.path() + "/sis/import/" + done.text("/data/id") + "/errors.csv")
                        .expect(200)
                        .body()
                        .lines())
                .hasSize(1);
    }

    @Test
    void importsAreListedNewestFirst() {
        Tenant tenant = tenant();
        String first = imported(tenant, new String(ONE, StandardCharsets.UTF_8)).text("/data/id");
        String second =
                imported(tenant, new String(ONE, StandardCharsets.UTF_8)).text("/data/id");

        Answer list = admin.get(tenant.path() + "/sis/import?limit=1").expect(200);

        assertThat(list.each("id")).containsExactly(second);
        assertThat(list.at("/meta/total").intValue()).isEqualTo(2);
        assertThat(admin.get(tenant.path() + "/sis/import?limit=1&offset=1").each("id"))
                .containsExactly(first);
        assertThat(list.at("/data/0/counts/unchanged").intValue()).isEqualTo(1);
    }

    @Test
    void anImportWhoseFileWasDamagedEndsFailedAndSaysWhy() {
        Tenant tenant = tenant();
        Answer started = uploadThatFails(tenant);

        Answer job = finished(started.text("/data/job/id"));
        Answer failed = admin.get(started.header("location")).expect(200);

        assertThat(job.text("/data/state")).isEqualTo("FAILED");
        assertThat(failed.text("/data/phase")).isEqualTo("FAILED");
        assertThat(failed.text("/data/error")).isNotBlank().isEqualTo(job.text("/data/error"));
        assertThat(failed.text("/data/error")).doesNotContain("Exception").doesNotContain("target/test-uploads");
        assertThat(failed.text("/data/finishedAt")).isNotBlank();
        Answer errors = admin.get(started.header("location") + "/errors.csv").refused(409);
        assertThat(errors.text("/message")).doesNotContain("ask again");
        assertThat(admin.get(tenant.path() + "/learners").each("id")).isEmpty();
    }

    @Test
    void anUploadThatIsTooLargeIsRefusedAndNothingOfItIsKept() {
        Tenant tenant = tenant();
        Set<Path> before = uploads();
        byte[] large = new byte[LARGEST_UPLOAD + 1];

        List<Answer> refusals = List.of(
                admin.post(tenant.path() + "/sis/import", "text/csv", large),
                admin.postFile(tenant.path() + "/sis/import", "file", "large.csv", large),
                admin.send(
                        "POST",
                        tenant.path() + "/sis/import",
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)),
                        "Content-Type",
                        "text/csv"));

        assertThat(refusals).allSatisfy(answer -> answer.refused(413));
        assertThat(uploads()).isEqualTo(before);
        assertThat(admin.get(tenant.path() + "/sis/import").at("/meta/total").intValue())
                .isZero();
    }

    @Test
    void theLargestUploadIsTaken() {
        Tenant tenant = tenant();
        String head = "user_id,login_id,status,note\nA,ada,active,";
        Answer done = imported(tenant, head + "x".repeat(LARGEST_UPLOAD - head.length()));

        assertThat(done.at("/data/sizeBytes").intValue()).isEqualTo(LARGEST_UPLOAD);
    }

    @Test
    void anEmptyUploadIsRefusedAndNothingOfItIsKept() {
        Tenant tenant = tenant();
        String path = tenant.path() + "/sis/import";
        Set<Path> before = uploads();

        assertThat(List.of(
                        admin.post(path, "text/csv", new byte[0]),
                        admin.postFile(path, "file", "empty.csv", new byte[0]),
                        admin.postFile(path, "roster", "wrong-field.csv", ONE),
                        admin.post(path, "multipart/form-data; boundary=b", new byte[0]),
                        admin.post(path, "multipart/form-data; boundary=b", bytes("--b\r\nno end")),
                        admin.post(path, "multipart/form-data", ONE)))
                .allSatisfy(
                        answer -> assertThat(answer.refused(400).wrongFields()).containsExactly("file"));
        assertThat(uploads()).isEqualTo(before);
        assertThat(admin.get(path).at("/meta/total").intValue()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "application/x-www-form-urlencoded", "not a type"})
    void anUploadOfAnotherKindIsRefused(String type) {
        Tenant tenant = tenant();
        Set<Path> before = uploads();

        assertThat(admin.post(tenant.path() + "/sis/import", type, ONE)
                        .refused(415)
                        .text("/message"))
                .contains("text/csv", "multipart/form-data");
        admin.post(tenant.path() + "/sis/import").refused(415);
        assertThat(uploads()).isEqualTo(before);
    }

    @Test
    void anUploadToAnotherOrganizationIsRefusedAndNothingOfItIsKept() {
        Tenant foreign = tenant();
        Set<Path> before = uploads();

        somebody("ADMIN", tenant())
                .post(foreign.path() + "/sis/import", "text/csv", ONE)
                .refused(404);

        assertThat(uploads()).isEqualTo(before);
    }

    /** The import's row and its job are one transaction; the file goes when they are not made. */
    @Test
    void anUploadThatCannotBeEnqueuedIsNotKept() {
        Tenant tenant = tenant();
        Set<Path> before = uploads();
        database.sql("alter table audit_event rename to audit_event_away").update();
        try {
            admin.post(tenant.path() + "/sis/import", "text/csv", ONE).refused(500);
        } finally {
            database.sql("alter table audit_event_away rename to audit_event").update();
        }

        assertThat(uploads()).isEqualTo(before);
        assertThat(admin.get(tenant.path() + "/sis/import").at("/meta/total").intValue())
                .isZero();
        assertThat(admin.get("/api/jobs?organizationId=" + tenant.id())
                        .at("/meta/total")
                        .intValue())
                .isZero();
    }

    @Test
    void anImportIsOfItsOrganizationOnly() {
        Tenant tenant = tenant();
        Tenant other = tenant();
        String id = imported(tenant, new String(ONE, StandardCharsets.UTF_8)).text("/data/id");

        admin.get(other.path() + "/sis/import/" + id).refused(404);
        admin.get(other.path() + "/sis/import/" + id + "/errors.csv").refused(404);
        assertThat(admin.get(tenant.path() + "/sis/import/x").refused(400).wrongFields())
                .containsExactly("importId");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
