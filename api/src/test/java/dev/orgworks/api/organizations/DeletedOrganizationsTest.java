package dev.orgworks.api.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.jobs.EnqueueHousekeeping;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Deleted organizations: gone for everybody, given back by an administrator, purged with everything under them. */
class DeletedOrganizationsTest extends ApiTest {

    private static final String ROSTER = "user_id,login_id,status\nA,ada,active\nB,bob,active\n";
    private static final Actor SOMEBODY = new Actor("a test", null, null);

    private final EnqueueHousekeeping housekeeping;

    DeletedOrganizationsTest(@Autowired EnqueueHousekeeping housekeeping) {
        this.housekeeping = housekeeping;
    }

    @Test
    void aDeletedOrganizationIsGoneForEverybodyUntilItIsRestored() {
        Tenant tenant = tenant();
        imported(tenant, ROSTER);
        Client own = somebody("ADMIN", tenant);

        own.delete(tenant.path()).expect(200);

        for (Client client : List.of(own, admin)) {
            client.get(tenant.path()).refused(404);
            client.get(tenant.path() + "/learners").refused(404);
            client.get("/organizations/" + tenant.uuid()).refused(404);
            client.delete(tenant.path()).refused(404);
            assertThat(client.get("/api/organizations?limit=100").each("id"))
                    .doesNotContain(String.valueOf(tenant.id()));
        }
        assertThat(own.get("/api/jobs").expect(200).each("id")).isEmpty();
        own.get("/api/deleted-organizations").refused(403);
        assertThat(database.sql("select count(*) from learner where organization_id = :id")
                        .param("id", tenant.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(2);

        Answer restored = admin.post("/api/deleted-organizations/" + tenant.uuid() + "/restore")
                .expect(200);

        assertThat(restored.at("/data/id").longValue()).isEqualTo(tenant.id());
        own.get(tenant.path()).expect(200);
        assertThat(own.get(tenant.path() + "/learners")
                        .expect(200)
                        .at("/meta/total")
                        .intValue())
                .isEqualTo(2);
        admin.post("/api/deleted-organizations/" + tenant.id() + "/restore").refused(404);
    }

    @Test
    void itsNamesAreFreeAndWhoeverTookThemKeepsThem() {
        String slug = "s-" + java.util.UUID.randomUUID();
        String body = "{\"name\": \"%s\", \"slug\": \"%s\"}".formatted(slug, slug);
        String first = admin.post("/api/organizations", body).expect(201).header("location");
        admin.post("/api/organizations", body).refused(409);
        admin.delete(first).expect(200);

        admin.post("/api/organizations", body).expect(201);

        Answer refused = admin.post("/api/deleted-organizations/" + first.replaceAll(".*/", "") + "/restore")
                .refused(409);
        assertThat(refused.text("/code")).isEqualTo("NAME_TAKEN");
    }

    @Test
    void deletionsAreListedForAdministratorsOfThePlatform() {
        Tenant tenant = tenant();
        admin.delete(tenant.path()).expect(200);
        int total = admin.get("/api/deleted-organizations?limit=1")
                .expect(200)
                .at("/meta/total")
                .intValue();

        assertThat(admin.get("/api/deleted-organizations?limit=1&offset=" + (total - 1))
                        .expect(200)
                        .each("id"))
                .containsExactly(String.valueOf(tenant.id()));
    }

    @Test
    void aJobThatWaitsIsCancelledWithItsOrganization() {
        Tenant tenant = tenant();
        whileNoJobStarts(() -> {
            String job = upload(admin, tenant, ROSTER).text("/data/job/id");

            admin.delete(tenant.path()).expect(200);

            assertThat(admin.get("/api/jobs/" + job).expect(200).text("/data/state"))
                    .isEqualTo("CANCELLED");
        });
    }

    @Test
    void aMonthLaterEverythingUnderItIsPurged() {
        Tenant tenant = filled();
        Tenant other = filled();
        Map<String, Long> others = rows(other);
        others.remove("active_organization");
        assertThat(others)
                .containsKeys(
                        "learner",
                        "sis_import",
                        "job_run",
                        "job_schedule",
                        "membership",
                        "audit_event",
                        "mail_message");
        admin.delete(tenant.path()).expect(200);
        purge();
        assertThat(rows(tenant)).containsKeys("learner", "sis_import");

        database.sql("update organization set deleted_at = deleted_at - interval 31 day where id = :id")
                .param("id", tenant.id())
                .update();
        purge();

        eventually(() -> assertThat(rows(tenant)).isEmpty());
        admin.post("/api/deleted-organizations/" + tenant.id() + "/restore").refused(404);
        assertThat(rows(other)).containsAllEntriesOf(others);
        assertThat(purgesInThePlatformsAudit(tenant)).isEqualTo(1);
    }

    @Test
    void theSupportContractDeletesAtOnceWithEverything() {
        Tenant tenant = filled();
        Tenant other = filled();
        Map<String, Long> others = rows(other);
        others.remove("active_organization");

        Answer deleted = admin.delete("/organizations/" + tenant.uuid()).expect(200);

        assertThat(deleted.text("/data/id")).isEqualTo(tenant.uuid());
        assertThat(rows(tenant)).isEmpty();
        assertThat(rows(other)).containsAllEntriesOf(others);
        admin.get("/organizations/" + tenant.uuid()).refused(404);
        admin.post("/api/deleted-organizations/" + tenant.id() + "/restore").refused(404);
        assertThat(purgesInThePlatformsAudit(tenant)).isEqualTo(1);
    }

    @Test
    void theSupportContractLeavesALargeOneToAJob() {
        Tenant tenant = filled();
        database.sql("""
                        insert into learner (id, organization_id, external_id, external_key, login, login_key, status,
                                             created_at, updated_at)
                        select 4000000000 + seq, :id, concat('many', seq), concat('many', seq),
                               concat('many', seq), concat('many', seq), 'ACTIVE', now(6), now(6)
                        from (select a.n + b.n * 100 as seq from
                              (select row_number() over () as n from information_schema.columns limit 100) a,
                              (select row_number() over () as n from information_schema.columns limit 60) b) many
                        """).param("id", tenant.id()).update();

        admin.delete("/organizations/" + tenant.uuid()).expect(200);

        admin.get("/organizations/" + tenant.uuid()).refused(404);
        admin.get(tenant.path()).refused(404);
        eventually(() -> assertThat(rows(tenant)).isEmpty());
    }

    @Test
    void aDeletionThatLostTheRaceIsNotFound() {
        Tenant tenant = tenant();
        String tag = admin.get(tenant.path()).header("etag");
        admin.patch(tenant.path(), "{\"plan\": \"STARTER\"}").expect(200);

        admin.send("DELETE", "/organizations/" + tenant.uuid(), BodyPublishers.noBody(), "If-Match", tag)
                .refused(412);
        assertThat(rows(tenant)).isNotEmpty();
    }

    /** An organization with something in every table that an API can fill. */
    private Tenant filled() {
        Tenant tenant = tenant();
        imported(tenant, ROSTER);
        imported(tenant, "user_id,login_id,status\nD,dee,active\nC,\"c\"c,active\n");
        somebody("MANAGER", tenant);
        member(tenant, "VIEWER");
        deadLetter(tenant, "ada@example.org");
        deadDelivery(tenant, webhook(tenant, "http://localhost:1/nobody").text("/data/id"));
        invited(tenant, "ada@example.org", "VIEWER");
        admin.post("/api/schedules", """
                        {"organizationId": %d, "name": "Greets", "type": "greeting", "cron": "0 3 1 1 *",
                         "parameters": {"whom": "World"}}
                        """.formatted(tenant.id())).expect(201);
        return tenant;
    }

    private void purge() {
        finished(housekeeping.now(SOMEBODY).toString());
        eventually(() -> assertThat(
                        database.sql("select count(*) from job_run where state in ('QUEUED', 'RUNNING', 'CANCELLING')")
                                .query(Long.class)
                                .single())
                .isZero());
    }

    /** How many rows every table has that says whose they are. */
    private Map<String, Long> rows(Tenant tenant) {
        Map<String, Long> rows = new TreeMap<>();
        List<String> tables = database.sql("""
                        select table_name from information_schema.columns
                        where table_schema = database() and column_name = 'organization_id'
                        """).query(String.class).list();
        assertThat(tables).contains("learner", "audit_event", "access_token_organization");
        for (String table : tables) {
            long count = database.sql("select count(*) from " + table + " where organization_id = :id")
                    .param("id", tenant.id())
                    .query(Long.class)
                    .single();
            if (count > 0) {
                rows.put(table, count);
            }
        }
        long chains = database.sql("select count(*) from audit_chain where chain = :id")
                .param("id", tenant.id())
                .query(Long.class)
                .single();
        if (chains > 0) {
            rows.put("audit_chain", chains);
        }
        return rows;
    }

    private long purgesInThePlatformsAudit(Tenant tenant) {
        return database.sql("""
                        select count(*) from audit_event
                        where organization_id is null and action = 'organization.purged' and target_id = :id
                        """)
                .param("id", String.valueOf(tenant.id()))
                .query(Long.class)
                .single();
    }
}
