package dev.orgworks.api.licenses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Expiry, grace and renewal: what each read says, whatever a job has done by then. */
class ExpiryTest extends ApiTest {

    /** The organization that all cases share, each with a product of its own. */
    private static @Nullable Tenant shared;

    @ParameterizedTest
    @CsvFileSource(resources = "expiry.tsv", delimiter = '\t', nullValues = "-")
    void accessAndNewSeatsFollowExpiryGraceAndRenewal(
            @Nullable Long expiry, int grace, String before, @Nullable String renewal, String after) {
        Tenant tenant = shared();
        String product = "case-" + UUID.randomUUID();
        long pool = change(tenant, """
                        {"action": "create", "product": "%s", "total": 5, "settings": {"graceDays": %d}}
                        """.formatted(product, grace))
                .at("/data/0/pool/id")
                .longValue();
        assign(tenant, pool, "A");
        expires(tenant, pool, days(expiry));

        check(tenant, pool, product, before);
        if (!"none".equals(renewal)) {
            expires(tenant, pool, days(renewal == null ? null : Long.valueOf(renewal)));
        }
        check(tenant, pool, product, after);
    }

    @Test
    void aPoolThatIsEndedByHandGivesNoAccessAndARenewalGivesItBack() {
        Tenant tenant = shared();
        long pool = change(
                        tenant,
                        "{\"action\": \"create\", \"product\": \"ended\", \"total\": 5, \"settings\": {\"graceDays\": 30}}")
                .at("/data/0/pool/id")
                .longValue();
        assign(tenant, pool, "A");

        change(tenant, "{\"action\": \"expire\", \"poolId\": %d}".formatted(pool));
        check(tenant, pool, "ended", "EXPIRED");
        expires(tenant, pool, days(7L));
        check(tenant, pool, "ended", "ACTIVE");
    }

    private void check(Tenant tenant, long pool, String product, String state) {
        Answer shown = admin.get(tenant.path() + "/licenses?product=" + product).expect(200);
        assertThat(shown.text("/data/pools/0/state")).isEqualTo(state);
        Answer explained = admin.get(tenant.path() + "/licenses/explain?learner=A&product=" + product)
                .expect(200);
        assertThat(explained.at("/data/products/0/access").booleanValue()).isEqualTo(!state.equals("EXPIRED"));
        assertThat(explained.text("/data/products/0/reasons/0/code"))
                .isEqualTo(
                        switch (state) {
                            case "ACTIVE" -> "SEAT";
                            case "GRACE" -> "SEAT_IN_GRACE";
                            default -> "POOL_EXPIRED";
                        });
        Answer another = change(
                tenant,
                true,
                "{\"action\": \"assign\", \"poolId\": %d, \"learners\": [{\"externalId\": \"B\"}]}".formatted(pool));
        assertThat(another.text("/data/0/learners/0/result") + another.text("/data/0/learners/0/error/code"))
                .isEqualTo(
                        switch (state) {
                            case "ACTIVE" -> "GIVEN";
                            case "GRACE" -> "POOL_IN_GRACE";
                            default -> "POOL_EXPIRED";
                        });
    }

    private void assign(Tenant tenant, long pool, String learner) {
        assertThat(change(
                                tenant,
                                "{\"action\": \"assign\", \"poolId\": %d, \"learners\": [{\"externalId\": \"%s\"}]}"
                                        .formatted(pool, learner))
                        .text("/data/0/learners/0/result"))
                .isEqualTo("GIVEN");
    }

    private void expires(Tenant tenant, long pool, @Nullable Instant at) {
        assertThat(change(
                                tenant,
                                "{\"action\": \"change\", \"poolId\": %d, \"settings\": {\"expiresAt\": %s}}"
                                        .formatted(pool, at == null ? "null" : "\"" + at + "\""))
                        .at("/data/0/success")
                        .booleanValue())
                .isTrue();
    }

    private Answer change(Tenant tenant, String change) {
        return change(tenant, false, change);
    }

    private Answer change(Tenant tenant, boolean dryRun, String change) {
        return admin.patch(tenant.path() + "/licenses", "{\"dryRun\": %s, \"changes\": [%s]}".formatted(dryRun, change))
                .expect(200);
    }

    private static @Nullable Instant days(@Nullable Long days) {
        return days == null ? null : Instant.now().plus(Duration.ofDays(days));
    }

    private Tenant shared() {
        if (shared == null) {
            shared = tenant();
            imported(shared, "user_id,login_id,status\nA,ada,active\nB,bob,active\n");
        }
        return shared;
    }
}
