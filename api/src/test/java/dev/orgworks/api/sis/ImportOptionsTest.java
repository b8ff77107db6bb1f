package dev.orgworks.api.sis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportOptionsTest extends ApiTest {

    private static final String ROSTER = "user_id,login_id,status\nA,ada,active\n";

    @Test
    void withoutOptionsAnImportUpdatesAndKeepsWhoIsMissing() {
        Tenant tenant = tenant();
        whileNoJobStarts(() -> {
            Answer started = upload(admin, tenant, ROSTER);

            assertThat(started.at("/data/import/options").toString()).isEqualTo("""
                            {"mode":"upsert","dryRun":false,"onMissing":"keep","changeThresholdPercent":null,\
                            "changeThresholdCount":null,"overrideManualEdits":false,"mapping":null}""");
        });
        finished(admin.get(tenant.path() + "/sis/import").text("/data/0/jobId"));
    }

    @Test
    void optionsOfTheQueryAreKeptWithTheImport() {
        Tenant tenant = tenant();
        whileNoJobStarts(() -> {
            Answer started = admin.post(
                            tenant.path() + "/sis/import?mode=full&dryRun=true&onMissing=suspend"
                                    + "&changeThresholdPercent=0&changeThresholdCount=10000000000&overrideManualEdits=TRUE"
                                    + "&mapping=" + encoded("{\"user_id\": \"externalId\", \"note\": null}"),
                            "text/csv",
                            "user_id,login_id,status,note\nA,ada,active,\n".getBytes(StandardCharsets.UTF_8))
                    .expect(202);

            assertThat(admin.get(started.header("location"))
                            .expect(200)
                            .at("/data/options")
                            .toString())
                    .isEqualTo("""
                            {"mode":"full","dryRun":true,"onMissing":"suspend","changeThresholdPercent":0,\
                            "changeThresholdCount":10000000000,"overrideManualEdits":true,\
                            "mapping":{"note":null,"user_id":"externalId"}}""");
        });
        finished(admin.get(tenant.path() + "/sis/import").text("/data/0/jobId"));
    }

    @Test
    void optionsMayStandInTheFormBeforeAndAfterTheFile() {
        Tenant tenant = tenant();
        whileNoJobStarts(() -> {
            Answer started = form(
                            tenant,
                            field("mode", "full"),
                            file(ROSTER),
                            field("onMissing", "delete"),
                            field("dryRun", "true"))
                    .expect(202);

            assertThat(started.text("/data/import/options/mode")).isEqualTo("full");
            assertThat(started.text("/data/import/options/onMissing")).isEqualTo("delete");
            assertThat(started.at("/data/import/options/dryRun").booleanValue()).isTrue();
        });
        finished(admin.get(tenant.path() + "/sis/import").text("/data/0/jobId"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode=merge | mode | upsert, full",
                "onMissing=remove&mode=full | onMissing | suspend, delete, keep",
                "onMissing=suspend | onMissing | mode=full",
                "onMissing=delete&mode=upsert | onMissing | mode=full",
                "dryRun=yes | dryRun | true or false",
                "dryRun= | dryRun | true or false",
                "overrideManualEdits=1 | overrideManualEdits | true or false",
                "repeat=perhaps | repeat | true or false",
                "changeThresholdPercent=101 | changeThresholdPercent | from 0 to 100",
                "changeThresholdPercent=-1 | changeThresholdPercent | from 0 to 100",
                "changeThresholdCount=-1 | changeThresholdCount | not below 0",
                "changeThresholdCount=many | changeThresholdCount | not below 0",
                "dryrun=true | dryrun | dryRun",
                "mode=full&mode=upsert | mode | once",
                "mapping=nonsense | mapping | JSON object",
                "mapping=[] | mapping | JSON object",
                "mapping={\"a\":\"nobody\"} | mapping | externalId, login",
                "mapping={\"a\":7} | mapping | externalId, login",
                "mapping={\"a\":\"login\",\"b\":\"login\"} | mapping | one column fills a field",
                "mode=x&dryRun=x&onMissing=x | mode dryRun onMissing | upsert, full",
            })
    void wrongOptionsAreNamedWithWhatIsAllowedAndNothingIsKept(String query, String fields, String says) {
        Tenant tenant = tenant();
        Set<Path> before = uploads();
        String[] wrong = fields.split(" ");

        Answer inQuery = admin.post(
                        tenant.path() + "/sis/import?"
                                + query.replace("{", "%7B")
                                        .replace("}", "%7D")
                                        .replace("\"", "%22")
                                        .replace("[", "%5B")
                                        .replace("]", "%5D"),
                        "text/csv",
                        ROSTER.getBytes(StandardCharsets.UTF_8))
                .refused(400);
        Answer inForm = form(tenant, parts(query, file(ROSTER))).refused(400);

        for (Answer refused : new Answer[] {inQuery, inForm}) {
            assertThat(refused.wrongFields()).containsExactlyInAnyOrder(wrong);
            assertThat(refused.at("/details").toString().replace("\\\"", "\"")).contains(says);
        }
        assertThat(uploads()).isEqualTo(before);
        assertThat(admin.get(tenant.path() + "/sis/import").at("/meta/total").intValue())
                .isZero();
    }

    @Test
    void aFormWithTwoFilesIsRefusedAndNothingOfItIsKept() {
        Tenant tenant = tenant();
        Set<Path> before = uploads();

        assertThat(form(tenant, file(ROSTER), file(ROSTER)).refused(400).wrongFields())
                .containsExactly("file");
        assertThat(form(tenant, file(ROSTER), field("mapping", "x".repeat(70_000)))
                        .refused(400)
                        .wrongFields())
                .containsExactly("mapping");
        assertThat(uploads()).isEqualTo(before);
    }

    private static String[] parts(String query, String file) {
        return Stream.concat(Stream.of(file), Arrays.stream(query.split("&")).map(pair -> {
                    int equals = pair.indexOf('=');
                    return field(pair.substring(0, equals), pair.substring(equals + 1));
                }))
                .toArray(String[]::new);
    }

    private Answer form(Tenant tenant, String... parts) {
        return admin.send(
                "POST",
                tenant.path() + "/sis/import",
                BodyPublishers.ofString("--b\r\n" + String.join("\r\n--b\r\n", parts) + "\r\n--b--\r\n"),
                "Content-Type",
                "multipart/form-data; boundary=b");
    }

    private static String field(String name, String value) {
        return "Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value;
    }

    private static String file(String content) {
        return "Content-Disposition: form-data; name=\"file\"; filename=\"roster.csv\"\r\n\r\n" + content;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
