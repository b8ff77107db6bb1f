package dev.orgworks.api.sis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Imports taken back, and what is no longer kept of them. */
class UndosTest extends ApiTest {

    private static final String HEADER = "user_id,login_id,first_name,status\n";
    private static final String TWO = HEADER + "A,ada,Ada,active\nB,bob,Bob,active\n";
    private static final String CHANGED =
            HEADER + "A,bob,Augusta,active\nB,ada,Robert,active\nC,cyd,,active\nD,,,active\n";

    @Test
    void anImportIsTakenBackAndTheSameFileIsImportedAnew() {
        Tenant tenant = tenant();
        imported(tenant, TWO);
        Client manager = somebody("MANAGER", tenant);
        Client viewer = somebody("VIEWER", tenant);
        String before = learners(tenant);
        Answer done = imported(tenant, CHANGED);
        assertThat(done.at("/data/undo").isNull()).isTrue();
        assertThat(done.at("/data/links").propertyNames()).contains("undo");
        String undo = done.text("/data/links/undo");
        assertThat(viewer.get(undo).refused(409).text("/code")).isEqualTo("NOT_UNDONE");
        viewer.post(undo, "").refused(403);

        String request = UUID.randomUUID().toString();
        Answer started = manager.post(undo, "", "x-request-id", request).expect(202);
        assertThat(started.text("/data/import/phase")).isIn("UNDOING", "UNDONE");
        assertThat(started.text("/data/job/type")).isEqualTo("sisUndo");
        assertThat(started.text("/data/import/undo/jobId")).isEqualTo(started.text("/data/job/id"));
        finished(started.text("/data/job/id"));

        Answer undone = viewer.get(done.text("/data/links/self")).expect(200);
        assertThat(undone.text("/data/phase")).isEqualTo("UNDONE");
        assertThat(undone.at("/data/undo/counts").toString()).isEqualTo("{\"restored\":2,\"deleted\":1,\"kept\":0}");
        assertThat(undone.text("/data/undo/phaseBefore")).isEqualTo("COMPLETED");
        assertThat(learners(tenant)).isEqualTo(before);
        assertThat(audit(request))
                .extracting(AuditRow::action)
                .containsExactlyInAnyOrder("import.undo", "job.enqueued");
        assertThat(manager.post(undo, "").refused(409).text("/code"))
                .isEqualTo("ONLY_COMPLETED_OR_FAILED_OR_CANCELLED");

        Answer again = imported(tenant, CHANGED);
        assertThat(again.text("/data/id")).isNotEqualTo(done.text("/data/id"));
        assertThat(again.at("/data/counts/created").intValue()).isEqualTo(1);
        assertThat(again.at("/data/counts/updated").intValue()).isEqualTo(2);
    }

    @Test
    void anEarlierImportOfTheSameFileIsImportedAnewToo() {
        Tenant tenant = tenant();
        Answer later = imported(tenant, TWO);
        Answer first = imported(tenant, CHANGED);
        Answer done = admin.post(later.text("/data/links/undo"), "").expect(202);
        finished(done.text("/data/job/id"));

        Answer again = imported(tenant, CHANGED);

        assertThat(again.text("/data/id")).isNotEqualTo(first.text("/data/id"));
    }

    @Test
    void whoWasKeptIsListedPageByPage() {
        Tenant tenant = tenant();
        imported(tenant, TWO);
        Answer done = imported(tenant, CHANGED);
        admin.patch(tenant.path() + "/learners", """
                {"changes": [{"externalId": "A", "action": "edit", "fields": {"lastName": "King"}},
                             {"externalId": "C", "action": "suspend"}]}
                """).expect(200);

        finished(admin.post(done.text("/data/links/undo"), "").expect(202).text("/data/job/id"));

        Answer kept = admin.get(done.text("/data/links/undo") + "?limit=2").expect(200);
        assertThat(kept.each("externalId")).containsExactly("A", "B");
        assertThat(kept.each("why")).containsExactly("CHANGED_SINCE", "LOGIN_TAKEN_SINCE");
        assertThat(kept.text("/data/0/importId")).isEqualTo(done.text("/data/id"));
        assertThat(kept.text("/data/1/holderId")).isEqualTo(kept.text("/data/0/id"));
        assertThat(kept.at("/meta/total").intValue()).isEqualTo(3);
        assertThat(kept.at("/meta/undo/counts/kept").intValue()).isEqualTo(3);
        assertThat(admin.get(done.text("/data/links/undo") + "?limit=2&offset=2")
                        .expect(200)
                        .each("externalId"))
                .containsExactly("C");
    }

    @Test
    void whatIsNoLongerKeptIsGone() {
        Tenant tenant = tenant();
        Answer done = imported(tenant, CHANGED);
        String self = done.text("/data/links/self");
        cleared("upload_cleared_at", done);
        assertThat(admin.get(self + "/errors.csv").refused(410).text("/code")).isEqualTo("UPLOAD_CLEARED");
        cleared("staging_cleared_at", done);
        Answer gone = admin.get(self + "/plan").refused(410);
        assertThat(gone.text("/code")).isEqualTo("PLAN_CLEARED");
        assertThat(gone.text("/message")).contains("was cleared on 2026-01-01");
        cleared("journal_cleared_at", done);
        assertThat(admin.post(self + "/undo", "").refused(410).text("/code")).isEqualTo("JOURNAL_CLEARED");

        Answer left = admin.get(self).expect(200);
        assertThat(left.text("/data/cleared/upload")).startsWith("2026-01-01");
        assertThat(left.at("/data/errorsUrl").isNull()).isTrue();
        assertThat(left.at("/data/links").propertyNames()).containsExactly("self", "job");
    }

    private void cleared(String column, Answer done) {
        database.sql("update sis_import set %s = '2026-01-01' where id = :id".formatted(column))
                .param("id", done.text("/data/id"))
                .update();
    }

    private String learners(Tenant tenant) {
        return admin.get(tenant.path() + "/learners?limit=100")
                .expect(200)
                .at("/data")
                .toString();
    }
}
