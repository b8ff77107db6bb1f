package dev.orgworks.api.sis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bytes and options again are the old import, as long as nothing has changed since. */
class RepeatedUploadsTest extends ApiTest {

    private static final String ADA = "user_id,login_id,first_name,status\nA,ada,Ada,active\n";
    private static final String AUGUSTA = "user_id,login_id,first_name,status\nA,ada,Augusta,active\n";

    @Test
    void theSameUploadAgainIsTheOldImportAndWritesNothing() {
        Tenant tenant = tenant();
        Answer first = done(post(tenant, "", ADA).expect(202));
        Set<Path> files = uploads();
        String before = fingerprint();

        Answer again = post(tenant, "", ADA).expect(200);
        Answer asForm = admin.postFile(tenant.path() + "/sis/import", "file", "other-name.csv", bytes(ADA))
                .expect(200);

        assertThat(List.of(again, asForm)).allSatisfy(answer -> {
            assertThat(answer.text("/data/import/id")).isEqualTo(first.text("/data/import/id"));
            assertThat(answer.text("/data/job/id")).isEqualTo(first.text("/data/job/id"));
            assertThat(answer.text("/data/import/phase")).isEqualTo("COMPLETED");
            assertThat(answer.header("location")).isEqualTo(first.header("location"));
            assertThat(answer.text("/message")).contains("repeat=true");
        });
        assertThat(fingerprint()).isEqualTo(before);
        assertThat(uploads()).isEqualTo(files);
    }

    @Test
    void anUploadThatIsStillInProgressIsNotImportedTwice() {
        Tenant tenant = tenant();
        String[] job = new String[1];
        whileNoJobStarts(() -> {
            job[0] = post(tenant, "", ADA).expect(202).text("/data/job/id");

            assertThat(post(tenant, "", ADA).expect(200).text("/data/job/id")).isEqualTo(job[0]);
        });
        finished(job[0]);
        assertThat(total(tenant)).isEqualTo(1);
    }

    @Test
    void simultaneousUploadsOfTheSameBecomeOneImport() {
        Tenant tenant = tenant();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<CompletableFuture<Answer>> sent = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                sent.add(CompletableFuture.supplyAsync(() -> post(tenant, "", ADA), threads));
            }
            List<Answer> answers = sent.stream().map(CompletableFuture::join).toList();

            assertThat(answers).extracting(Answer::status).containsOnlyOnce(202).containsOnly(200, 202);
            assertThat(answers.stream()
                            .map(answer -> answer.text("/data/import/id"))
                            .distinct())
                    .hasSize(1);
            finished(answers.get(0).text("/data/job/id"));
        } finally {
            threads.shutdownNow();
        }
        assertThat(total(tenant)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mode=full",
                "dryRun=true",
                "mode=full&onMissing=suspend",
                "changeThresholdPercent=7",
                "changeThresholdCount=7",
                "overrideManualEdits=true",
                "mapping=%7B%22first_name%22:null%7D",
                "repeat=true"
            })
    void otherOptionsAreAnotherImport(String options) {
        Tenant tenant = tenant();
        Answer first = done(post(tenant, "", ADA).expect(202));

        Answer other = done(post(tenant, options, ADA).expect(202));

        assertThat(other.text("/data/import/id")).isNotEqualTo(first.text("/data/import/id"));
    }

    @Test
    void afterAnotherImportChangedLearnersTheSameUploadIsImportedAgain() {
        Tenant tenant = tenant();
        done(post(tenant, "", ADA).expect(202));
        done(post(tenant, "", AUGUSTA).expect(202));

        done(post(tenant, "", ADA).expect(202));

        assertThat(admin.get(tenant.path() + "/learners").text("/data/0/firstName"))
                .isEqualTo("Ada");
        post(tenant, "", ADA).expect(200);
    }

    @Test
    void behindAnotherImportThatWaitsTheSameUploadIsImportedAgain() {
        Tenant tenant = tenant();
        whileNoJobStarts(() -> {
            post(tenant, "", ADA).expect(202);
            post(tenant, "", AUGUSTA).expect(202);
            post(tenant, "", ADA).expect(202);
            post(tenant, "", ADA).expect(200);
        });
        finished(admin.get(tenant.path() + "/sis/import").text("/data/0/jobId"));

        assertThat(admin.get(tenant.path() + "/learners").text("/data/0/firstName"))
                .isEqualTo("Ada");
    }

    @Test
    void anotherImportThatChangedNobodyDoesNotCount() {
        Tenant tenant = tenant();
        done(post(tenant, "", ADA).expect(202));
        done(post(tenant, "", ADA.replace("active", "Active")).expect(202));

        post(tenant, "", ADA).expect(200);
    }

    @Test
    void afterAChangeByHandTheSameUploadIsImportedAgain() {
        Tenant tenant = tenant();
        done(post(tenant, "", ADA).expect(202));
        admin.patch(
                        tenant.path() + "/learners",
                        "{\"changes\": [{\"externalId\": \"A\", \"action\": \"edit\", \"fields\": {\"firstName\": \"Augusta\"}}]}")
                .expect(200);
        admin.patch(
                        tenant.path() + "/learners",
                        "{\"changes\": [{\"externalId\": \"A\", \"action\": \"release\", \"fields\": {}}]}")
                .expect(200);

        done(post(tenant, "", ADA).expect(202));

        assertThat(admin.get(tenant.path() + "/learners").text("/data/0/firstName"))
                .isEqualTo("Ada");
    }

    @Test
    void aCancelledImportIsNotTheAnswer() {
        Tenant tenant = tenant();
        whileNoJobStarts(() -> {
            Answer first = post(tenant, "", ADA).expect(202);
            admin.post("/api/jobs/" + first.text("/data/job/id") + "/cancel").expect(202);

            post(tenant, "", ADA).expect(202);
        });
        finished(admin.get(tenant.path() + "/sis/import").text("/data/0/jobId"));
    }

    @Test
    void anotherOrganizationsImportIsNotTheAnswer() {
        done(post(tenant(), "", ADA).expect(202));

        done(post(tenant(), "", ADA).expect(202));
    }

    private Answer post(Tenant tenant, String query, String roster) {
        return admin.send(
                "POST",
                tenant.path() + "/sis/import?" + query,
                BodyPublishers.ofByteArray(bytes(roster)),
                "Content-Type",
                "text/csv",
                "x-request-id",
                UUID.randomUUID().toString());
    }

    private Answer done(Answer started) {
        finished(started.text("/data/job/id"));
        return started;
    }

    private int total(Tenant tenant) {
        return admin.get(tenant.path() + "/sis/import").at("/meta/total").intValue();
    }

    private String fingerprint() {
        return database.sql("""
                        checksum table learner, job_run, job_event, sis_import, sis_upload, sis_mapping, audit_event
                        """).query().listOfRows().toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
