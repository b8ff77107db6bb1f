package dev.orgworks.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading an organization's audit. */
class AuditTest extends ApiTest {

    private Tenant tenant;
    private String learner;

    /** Events, newest first: two of a learner, those of the import and its job, one of the organization. */
    @BeforeEach
    void change() {
        tenant = tenant();
        imported(tenant, "user_id,login_id,status,first_name\nA,ada,active,Ada\n");
        learner = admin.get(tenant.path() + "/learners").text("/data/0/id");
        change("{\"externalId\": \"A\", \"action\": \"edit\", \"fields\": {\"firstName\": \"=1+1\"}}", "edit-of-a");
        change("{\"externalId\": \"A\", \"action\": \"suspend\"}", "suspension-of-a");
    }

    @Test
    void theNewestComesFirstWithWhoDidWhatToWhatAndWhatItWasBefore() {
        Answer answer = shown("");

        assertThat(answer.each("action"))
                .startsWith("learner.suspended", "learner.edited")
                .endsWith("organization.created");
        assertThat(answer.text("/data/1/targetType")).isEqualTo("learner");
        assertThat(answer.text("/data/1/targetId")).isEqualTo(learner);
        assertThat(answer.text("/data/1/before/firstName")).isEqualTo("Ada");
        assertThat(answer.text("/data/1/after/firstName")).isEqualTo("=1+1");
        assertThat(answer.text("/data/1/requestId")).isEqualTo("edit-of-a");
        assertThat(answer.text("/data/1/correlationId")).isEqualTo("case-edit-of-a");
        assertThat(answer.text("/data/1/actor")).isNotBlank();
        assertThat(answer.at("/data/0/sequence").intValue())
                .isEqualTo(answer.at("/meta/total").intValue())
                .isEqualTo(answer.at("/data").size());
    }

    @Test
    void pagesByPlaceAndByCursorAreTheSame() {
        int total = shown("").at("/meta/total").intValue();
        List<String> byPlace = new ArrayList<>();
        for (int offset = 0; offset < total; offset += 2) {
            byPlace.addAll(shown("?limit=2&offset=" + offset).each("id"));
        }
        List<String> byCursor = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = shown("?limit=2&cursor=" + cursor);
            byCursor.addAll(page.each("id"));
            assertThat(page.at("/meta/total").intValue()).isEqualTo(total);
            cursor = page.text("/meta/nextCursor");
        } while (!cursor.isEmpty());

        assertThat(byPlace).isEqualTo(shown("").each("id")).hasSize(total);
        assertThat(byCursor).isEqualTo(byPlace);
        assertThat(new HashSet<>(byCursor)).hasSize(total);
    }

    @ParameterizedTest
    @CsvSource({
        "action=learner.edited, 1",
        "action=learner., 2",
        "action=learner, 0",
        "action=learn_r., 0",
        "requestId=suspension-of-a, 1",
        "requestId=suspension, 0",
        "targetType=learner, 2",
        "targetType=learner&targetId={learner}, 2",
        "targetId=nobody, 0",
        "actor=nobody, 0",
        "from=2999-01-01T00:00:00Z, 0",
        "to=2020-01-01T00:00:00Z, 0",
        "from=2020-01-01T00:00:00Z&to=2999-01-01T00:00:00Z&action=learner.&limit=1, 1"
    })
    void whatIsAskedForIsShown(String query, int events) {
        assertThat(shown("?" + query.replace("{learner}", learner)).each("id")).hasSize(events);
    }

    @Test
    void theActorAndTheInstantsOfAnEventFindIt() {
        Answer newest = shown("?limit=1");
        String at = newest.text("/data/0/at");
        String actor = newest.text("/data/0/actor");

        assertThat(shown("?from=" + at).each("id")).containsExactly(newest.text("/data/0/id"));
        assertThat(shown("?to=" + at).each("id")).doesNotContain(newest.text("/data/0/id"));
        assertThat(shown("?action=learner.&actor=" + actor.replace(" ", "%20")).each("actor"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "action=learner%25, action",
        "actor=, actor",
        "targetType=a'b, targetType",
        "from=yesterday, from",
        "to=2026-01-31, to",
        "from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z, to",
        "from=%2B999999999-01-01T00:00:00Z, from",
        "requestId=a%20b, requestId",
        "limit=0, limit",
        "limit=101, limit",
        "offset=-1, offset",
        "cursor=?, cursor",
        "cursor=LTE, cursor",
        "format=xml, format",
        "acter=ada, acter"
    })
    void whatIsNotUnderstoodIsRefused(String query, String field) {
        assertThat(admin.get(tenant.path() + "/audit?" + query).refused(400).wrongFields())
                .containsExactly(field);
    }

    @Test
    void theExportHasTheSameEventsAndNoFormula() {
        Answer csv =
                admin.get(tenant.path() + "/audit?format=csv&action=learner.").expect(200);

        assertThat(csv.header("content-type")).startsWith("text/csv");
        assertThat(csv.header("content-disposition")).contains("audit-" + tenant.id() + ".csv");
        assertThat(csv.body().lines())
                .hasSize(3)
                .first()
                .isEqualTo("sequence,id,at,actor,action,targetType,targetId,before,after,requestId,correlationId,hash");
        assertThat(csv.body()).contains(",edit-of-a,case-edit-of-a,");
        admin.get(tenant.path() + "/audit?format=csv&acter=ada").refused(400);
    }

    @Test
    void aCellThatASpreadsheetWouldComputeIsMadeSafe() {
        database.sql("update audit_event set actor = '=1+1' where organization_id = :id")
                .param("id", tenant.id())
                .update();
        assertThat(admin.get(tenant.path() + "/audit?format=csv").expect(200).body())
                .contains(",'=1+1,")
                .doesNotContain(",=1+1,");
    }

    @Test
    void whoMayOnlyLookDoesNotReadTheAudit() {
        somebody("VIEWER", tenant).get(tenant.path() + "/audit").refused(403);
        somebody("MANAGER", tenant).get(tenant.path() + "/audit").expect(200);
        somebody("ADMIN", tenant).get("/api/audit").refused(403);
        somebody("ADMIN", tenant).get("/api/audit?format=csv").refused(403);
    }

    @Test
    void thePlatformsOwnEventsAreApart() {
        Answer issued = admin.post(
                        "/api/tokens",
                        "{\"name\": \"Somebody of the platform\", \"role\": \"VIEWER\"}",
                        "x-request-id",
                        "platform-token")
                .expect(201);

        Answer platform = admin.get("/api/audit?requestId=platform-token").expect(200);
        assertThat(platform.each("action")).containsExactly("token.issued");
        assertThat(platform.text("/data/0/targetId")).isEqualTo(issued.text("/data/id"));
        assertThat(platform.at("/data/0/organizationId").isNull()).isTrue();
        assertThat(platform.body()).doesNotContain(issued.text("/data/token"));
        assertThat(shown("?requestId=platform-token").each("id")).isEmpty();
        assertThat(admin.get("/api/audit?format=csv&requestId=platform-token")
                        .expect(200)
                        .body()
                        .lines())
                .hasSize(2);
    }

    private Answer shown(String query) {
        return admin.get(tenant.path() + "/audit" + query).expect(200);
    }

    private void change(String change, String requestId) {
        admin.patch(
                        tenant.path() + "/learners",
                        "{\"changes\": [" + change + "]}",
                        "x-request-id",
                        requestId,
                        "x-correlation-id",
                        "case-" + requestId)
                .expect(200);
    }
}
