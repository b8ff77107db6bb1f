package dev.orgworks.api.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asking for files, and following how they are made. */
class ExportsTest extends ApiTest {

    @Test
    void anExportIsAcceptedMadeAndShown() {
        Tenant tenant = tenant();
        imported(tenant, "user_id,login_id,status\nA,ada,active\nB,bob,active\n");

        Answer accepted = admin.post(exports(tenant), """
                        {"type": "learners", "columns": ["externalId", "status"], "filters": {"status": "active"}}
                        """).expect(202);
        assertThat(accepted.text("/data/export/state")).isEqualTo("QUEUED");
        assertThat(accepted.text("/data/export/format")).isEqualTo("csv");
        finished(accepted.text("/data/job/id"));

        Answer done = admin.get(accepted.header("location")).expect(200);
        assertThat(done.text("/data/state")).isEqualTo("COMPLETED");
        assertThat(done.at("/data/rows").intValue()).isEqualTo(2);
        assertThat(done.at("/data/sizeBytes").intValue())
                .isEqualTo("externalId,status\r\nA,ACTIVE\r\nB,ACTIVE\r\n".length());
        assertThat(done.text("/data/sha256")).matches("[0-9a-f]{64}");
        assertThat(done.text("/data/download")).isEqualTo(accepted.header("location") + "/download");
        assertThat(admin.get(exports(tenant) + "?type=learners&state=COMPLETED&format=csv")
                        .expect(200)
                        .each("id"))
                .containsExactly(done.text("/data/id"));
        assertThat(admin.get(exports(tenant) + "?type=team-performance")
                        .expect(200)
                        .each("id"))
                .isEmpty();
    }

    @Test
    void theSameKeyIsOneExport() {
        Tenant tenant = tenant();
        String body = "{\"type\": \"audit\", \"format\": \"jsonl\"}";

        String first = admin.post(exports(tenant), body, "Idempotency-Key", "audit-of-today")
                .expect(202)
                .text("/data/export/id");
        Answer again = admin.post(exports(tenant), body, "Idempotency-Key", "audit-of-today")
                .expect(202);

        assertThat(again.text("/data/export/id")).isEqualTo(first);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(admin.get(exports(tenant)).at("/meta/total").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                 | type
            {"type": "grades"}                                                 | type
            {"type": "learners", "format": "docx"}                             | format
            {"type": "learners", "format": "pdf"}                              | format
            {"type": "learners", "columns": ["login", "shoeSize"]}             | columns[1]
            {"type": "learners", "columns": ["login", "login"]}                | columns[1]
            {"type": "learners", "filters": {"state": "ACTIVE"}}               | filters.state
            {"type": "learners", "filters": {"status": ["ACTIVE", "LAZY"]}}    | filters.status
            {"type": "audit", "filters": {"from": "2026-02-02", "to": "2026-02-01"}} | filters.to
            {"type": "learners", "timeZone": "Mars/Olympus"}                   | timeZone
            """)
    void whatThereIsNotIsRefusedAndNothingIsEnqueued(String body, String field) {
        Tenant tenant = tenant();

        assertThat(admin.post(exports(tenant), body).refused(400).text("/details/0/field"))
                .isEqualTo(field);

        assertThat(admin.get(exports(tenant)).at("/meta/total").intValue()).isZero();
        assertThat(admin.get("/api/jobs?organizationId=" + tenant.id())
                        .at("/meta/total")
                        .intValue())
                .isZero();
    }

    private static String exports(Tenant tenant) {
        return tenant.path() + "/reports/exports";
    }
}
