package dev.orgworks.api.contracts;

import dev.orgworks.api.testing.Client;
import dev.orgworks.domain.database.BinaryUuid;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What of the support desk's document is about figures, with the figures that it shows. */
class SupportMetricsContractTest extends ContractTest {

    private static final Examples EXAMPLES = Examples.of("support");
    private static final JsonNode META = JsonMapper.shared().readTree("{\"limit\": 50, \"offset\": 0, \"total\": 1}");

    @Test
    void theOrganizationsFiguresAreShownAsTheDocumentShowsThem() {
        Tenant tenant = tenant();
        database.sql("""
                        insert into performance_metric
                          (id, organization_id, period, starts_on, ends_on, period_start, period_end, total_chats, active_chats,
                           avg_response_time, first_contact_resolution, customer_satisfaction, escalation_rate, ai_resolution_rate,
                           tickets_resolved)
                        values (:id, :organization, 'DAY', '2026-01-24', '2026-01-24', '2026-01-24 00:00:00', '2026-01-24 23:59:59',
                                5240, 142, 84, 78, 4.6, 8.2, 64, 1247)
                        """)
                .param("id", BinaryUuid.bytes(BinaryUuid.next()))
                .param("organization", tenant.id())
                .update();
        ObjectNode expected = EXAMPLES.response("performanceMetrics");
        expected.set("meta", META);

        EXAMPLES.compare(
                reader(tenant)
                        .get("/organizations/" + tenant.uuid() + "/performance-metrics")
                        .expect(200),
                expected);
    }

    @Test
    void aRepresentativesFiguresAreShownAsTheDocumentShowsThemWithTheirPeriod() {
        Tenant tenant = tenant();
        UUID representative = alex(tenant);
        database.sql("""
                        insert into team_performance
                          (id, organization_id, representative_id, period, starts_on, ends_on, period_start, period_end,
                           tickets_handled, avg_response_time, resolution_rate, customer_satisfaction, trend)
                        values (:id, :organization, :representative, 'WEEK', '2026-01-19', '2026-01-25', '2026-01-19 00:00:00',
                                '2026-01-25 23:59:59', 187, 48, 94, 4.9, 'UP')
                        """)
                .param("id", BinaryUuid.bytes(BinaryUuid.next()))
                .param("organization", tenant.id())
                .param("representative", BinaryUuid.bytes(representative))
                .update();
        ObjectNode expected = EXAMPLES.response("teamPerformance");
        ((ObjectNode) expected.at("/data/0"))
                .put("representativeId", representative.toString())
                .put("periodStart", "2026-01-19T00:00:00Z")
                .put("periodEnd", "2026-01-25T23:59:59Z");
        expected.set("meta", META);
        Client reader = reader(tenant);
        String path = "/organizations/" + tenant.uuid();

        EXAMPLES.compare(reader.get(path + "/team-performance").expect(200), expected);
        EXAMPLES.compare(
                reader.get(path + "/representatives/" + representative + "/performance")
                        .expect(200),
                expected);
    }

    private Client reader(Tenant tenant) {
        return somebody("VIEWER", tenant);
    }

    private UUID alex(Tenant tenant) {
        UUID user = BinaryUuid.next();
        UUID representative = BinaryUuid.next();
        database.sql("""
                        insert into support_user (id, organization_id, name, email, role, version, created_at, updated_at)
                        values (:id, :organization, 'Alex Rivera', 'alex@company.com', 'REPRESENTATIVE', 0, now(6), now(6))
                        """)
                .param("id", BinaryUuid.bytes(user))
                .param("organization", tenant.id())
                .update();
        database.sql("""
                        insert into support_representative
                          (id, organization_id, user_id, role, status, max_chats, version, created_at, updated_at)
                        values (:id, :organization, :user, 'SENIOR_SUPPORT', 'ONLINE', 5, 0, now(6), now(6))
                        """)
                .param("id", BinaryUuid.bytes(representative))
                .param("organization", tenant.id())
                .param("user", BinaryUuid.bytes(user))
                .update();
        return representative;
    }
}
