package dev.orgworks.api.sis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingsTest extends ApiTest {

    private static final String PUPILS = "Pupil No;Kuerzel;Called;user_id;Notes\n7;ada;Ada;x;secret\n";
    private static final String MAPPING = """
            {"Pupil No": "externalId", "kuerzel": "Login", "Called": "firstName", "Notes": null}""";

    @Test
    void columnsOfAnyNameAreReadAsTheUploaderSays() {
        Tenant tenant = tenant();

        Answer done = imported(tenant, PUPILS, MAPPING);

        assertThat(mapping(done))
                .containsExactly(
                        "Pupil No=externalId",
                        "Kuerzel=login",
                        "Called=firstName",
                        "user_id=SUPERSEDED",
                        "Notes=BY_MAPPING");
        assertThat(done.text("/data/delimiter")).isEqualTo(";");
        assertThat(done.text("/data/options/mapping/Called")).isEqualTo("firstName");
        Answer learner = admin.get(tenant.path() + "/learners");
        assertThat(learner.text("/data/0/externalId")).isEqualTo("7");
        assertThat(learner.text("/data/0/login")).isEqualTo("ada");
        assertThat(learner.text("/data/0/firstName")).isEqualTo("Ada");
    }

    @Test
    void aMappingServesLaterUploadsOfTheSameColumnsUntilItIsForgotten() {
        Tenant tenant = tenant();
        imported(tenant, PUPILS, MAPPING);

        Answer later = imported(tenant, "NOTES,called,Kuerzel,pupil no ,user_id\n,Bob,bob,8,x\n");

        assertThat(mapping(later))
                .containsExactly(
                        "NOTES=BY_MAPPING",
                        "called=firstName",
                        "Kuerzel=login",
                        "pupil no=externalId",
                        "user_id=SUPERSEDED");
        assertThat(later.at("/data/warnings").toString()).contains("MAPPING_REUSED");
        assertThat(later.at("/data/options/mapping").isNull()).isTrue();
        assertThat(admin.get(tenant.path() + "/learners").each("externalId")).containsExactly("7", "8");

        Answer forgotten = imported(tenant, "Pupil No,Kuerzel,Called,user_id,Notes\n9,c,Cyd,C,\n", "{}");
        Answer after = imported(tenant, "Pupil No,Kuerzel,Called,user_id,Notes\n9,d,Dan,D,\n");

        assertThat(List.of(forgotten, after)).allSatisfy(answer -> {
            assertThat(mapping(answer)).contains("user_id=externalId", "Pupil No=UNKNOWN");
            assertThat(answer.at("/data/warnings").toString()).doesNotContain("MAPPING_REUSED");
        });
    }

    @Test
    void aMappingIsOfItsOrganizationOnly() {
        imported(tenant(), PUPILS, MAPPING);

        assertThat(mapping(imported(tenant(), PUPILS))).contains("user_id=externalId", "Pupil No=UNKNOWN");
    }

    @Test
    void theSameUploadReadByASavedMappingIsTheOldImport() {
        Tenant tenant = tenant();
        Answer first = imported(tenant, PUPILS, MAPPING);

        Answer again = admin.post(tenant.path() + "/sis/import", "text/csv", PUPILS.getBytes(StandardCharsets.UTF_8))
                .expect(200);

        assertThat(again.text("/data/import/id")).isEqualTo(first.text("/data/id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Nobody\":\"login\"} | MAPPED_COLUMN_MISSING | Its columns are: user_id, login, login, Password, _error_line",
                "{\"\":\"login\"} | MAPPED_COLUMN_MISSING | does not have",
                "{\"Nobody\":null} | MAPPED_COLUMN_MISSING | does not have",
                "{\"login\":\"login\"} | MAPPED_COLUMN_AMBIGUOUS | 2 times",
                "{\"user_id\":\"login\",\"USER_ID\":\"email\"} | MAPPED_COLUMN_AMBIGUOUS | twice",
                "{\"user_id\":\"login\",\"USER_ID\":null} | MAPPED_COLUMN_AMBIGUOUS | twice",
                "{\"Password\":\"displayName\"} | MAPPED_COLUMN_FORBIDDEN | never read",
                "{\"_error_line\":\"displayName\"} | MAPPED_COLUMN_FORBIDDEN | errors",
            })
    void aMappingThatDoesNotFitTheFileIsRefusedAndNotSaved(String mapping, String code, String says) {
        Tenant tenant = tenant();
        Set<Path> before = uploads();

        Answer refused = admin.post(
                        tenant.path() + "/sis/import?mapping=" + URLEncoder.encode(mapping, StandardCharsets.UTF_8),
                        "text/csv",
                        "user_id,login,login,Password,_error_line\nA,a,b,c,\n".getBytes(StandardCharsets.UTF_8))
                .refused(400);

        assertThat(refused.wrongFields()).containsExactly("mapping");
        assertThat(refused.text("/details/0/code")).isEqualTo(code);
        assertThat(refused.text("/message")).contains(says);
        assertThat(uploads()).isEqualTo(before);
        assertThat(database.sql("select count(*) from sis_mapping where organization_id = :organization")
                        .param("organization", tenant.id())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private Answer imported(Tenant tenant, String roster, String mapping) {
        Answer started = admin.post(
                        tenant.path() + "/sis/import?mapping=" + URLEncoder.encode(mapping, StandardCharsets.UTF_8),
                        "text/csv",
                        roster.getBytes(StandardCharsets.UTF_8))
                .expect(202);
        finished(started.text("/data/job/id"));
        return admin.get(started.header("location")).expect(200);
    }

    /** What becomes of each column. */
    private static List<String> mapping(Answer answer) {
        return answer.at("/data/mapping")
                .valueStream()
                .map(column -> column.path("header").asString() + "="
                        + (column.path("field").isNull()
                                ? column.path("ignored").asString()
                                : column.path("field").asString()))
                .toList();
    }
}
