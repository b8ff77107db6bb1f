package dev.orgworks.domain.licenses;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes pools. */
@Component
class WritePool {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final InstantSource clock;

    WritePool(JdbcClient jdbc, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    long insert(long organizationId, String product, LicensePool.Source source, int total, PoolDraft draft) {
        var key = new GeneratedKeyHolder();
        PoolState state = PoolState.at(clock.instant(), draft.expiresAt(), draft.graceDays());
        bound(draft, """
                        insert into license_pool (organization_id, product, name, source, total, overage, expires_at, grace_days,
                                                  told_state, tells_at, offer_hours, idle_days, idle_notice_days, assign_domains,
                                                  assign_roles, assign_first_use, created_at, updated_at)
                        values (:organization, :product, :name, :source, :total, :overage, :expiresAt, :graceDays,
                                :state, :tellsAt, :offerHours, :idleDays, :idleNoticeDays, :domains, :roles, :firstUse, :now, :now)
                        """)
                .param("organization", organizationId)
                .param("product", product)
                .param("source", source.name())
                .param("total", total)
                .param("state", state.name())
                .param(
                        "tellsAt",
                        timestamp(PoolState.changes(clock.instant(), draft.expiresAt(), draft.graceDays())
                                .orElse(null)))
                .update(key);
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    /** Of another state than was told of last the licences' job is to tell at once. */
    void update(long id, PoolDraft draft) {
        Instant now = clock.instant();
        PoolState state = PoolState.at(now, draft.expiresAt(), draft.graceDays());
        bound(draft, """
                        update license_pool
                        set name = :name, overage = :overage, expires_at = :expiresAt, grace_days = :graceDays,
                            tells_at = if(told_state = :state, :tellsAt, :now), offer_hours = :offerHours,
                            idle_days = :idleDays, idle_notice_days = :idleNoticeDays, assign_domains = :domains,
                            assign_roles = :roles, assign_first_use = :firstUse, version = version + 1, updated_at = :now
                        where id = :id
                        """)
                .param("id", id)
                .param("state", state.name())
                .param(
                        "tellsAt",
                        timestamp(PoolState.changes(now, draft.expiresAt(), draft.graceDays())
                                .orElse(null)))
                .update();
    }

    void resize(long id, int total) {
        jdbc.sql("update license_pool set total = :total, version = version + 1, updated_at = :now where id = :id")
                .param("id", id)
                .param("total", total)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private JdbcClient.StatementSpec bound(PoolDraft draft, String sql) {
        return jdbc.sql(sql)
                .param("name", draft.name())
                .param("overage", draft.overage().name())
                .param("expiresAt", timestamp(draft.expiresAt()))
                .param("graceDays", draft.graceDays())
                .param("offerHours", draft.offerHours())
                .param("idleDays", draft.idleDays())
                .param("idleNoticeDays", draft.idleNoticeDays())
                .param("domains", names(draft.rules().domains()))
                .param("roles", names(draft.rules().roles()))
                .param("firstUse", draft.rules().firstUse())
                .param("now", Timestamp.from(clock.instant()));
    }

    private @Nullable String names(Set<String> names) {
        return names.isEmpty() ? null : json.writeValueAsString(new TreeSet<>(names));
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }
}
