package dev.orgworks.domain.licenses;

import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.licenses.LicensePool.Overage;
import dev.orgworks.domain.licenses.LicensePool.Rules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads pools of seats. */
@Component
public class FindPools {

    private static final TypeReference<TreeSet<String>> NAMES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    FindPools(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A page of an organization's pools, by product. */
    public List<LicensePool> list(long organizationId, @Nullable String product, int limit, long offset) {
        return jdbc.sql("""
                        select * from license_pool
                        where organization_id = :organization and (:product is null or product = :product)
                        order by product, id limit :limit offset :offset
                        """)
                .param("organization", organizationId)
                .param("product", product)
                .param("limit", limit)
                .param("offset", offset)
                .query(this::row)
                .list();
    }

    /** How many pools {@link #list} pages through. */
    public long count(long organizationId, @Nullable String product) {
        return jdbc.sql("""
                        select count(*) from license_pool
                        where organization_id = :organization and (:product is null or product = :product)
                        """)
                .param("organization", organizationId)
                .param("product", product)
                .query(Long.class)
                .single();
    }

    /** All pools of a product. */
    public List<LicensePool> ofProduct(long organizationId, String product) {
        return list(organizationId, product, Integer.MAX_VALUE, 0);
    }

    /** The pools behind one, by id. */
    List<Long> ids(long organizationId, long last, int limit) {
        return jdbc.sql("""
                        select id from license_pool
                        where organization_id = :organization and id > :last order by id limit :limit
                        """)
                .param("organization", organizationId)
                .param("last", last)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    /** Those of them for which somebody waits, or has an offer. */
    List<Long> withWaitlist(long organizationId, long last, int limit) {
        return jdbc.sql("""
                        select distinct pool_id from license_waitlist
                        where organization_id = :organization and live = 1 and pool_id > :last
                        order by pool_id limit :limit
                        """)
                .param("organization", organizationId)
                .param("last", last)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    /**
     * One pool.
     *
     * @throws NotFoundException when the organization has no such pool
     */
    public LicensePool byId(long organizationId, long id) {
        return one(organizationId, id, "");
    }

    /**
     * The same, which nobody else changes before this transaction ends.
     *
     * @throws NotFoundException when the organization has no such pool
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public LicensePool locked(long organizationId, long id) {
        return one(organizationId, id, " for update");
    }

    private LicensePool one(long organizationId, long id, String how) {
        return jdbc.sql("select * from license_pool where organization_id = :organization and id = :id" + how)
                .param("organization", organizationId)
                .param("id", id)
                .query(this::row)
                .optional()
                .orElseThrow(() -> new NotFoundException("License pool", id));
    }

    LicensePool row(ResultSet rs, int rowNumber) throws SQLException {
        Timestamp expiresAt = rs.getTimestamp("expires_at");
        int idleDays = rs.getInt("idle_days");
        boolean neverIdle = rs.wasNull();
        return new LicensePool(
                rs.getLong("id"),
                rs.getLong("organization_id"),
                rs.getString("product"),
                rs.getString("name"),
                LicensePool.Source.valueOf(rs.getString("source")),
                rs.getInt("total"),
                rs.getInt("used"),
                rs.getInt("held"),
                Overage.valueOf(rs.getString("overage")),
                expiresAt == null ? null : expiresAt.toInstant(),
                rs.getInt("grace_days"),
                new Rules(
                        names(rs.getString("assign_domains")),
                        names(rs.getString("assign_roles")),
                        rs.getBoolean("assign_first_use")),
                rs.getInt("offer_hours"),
                neverIdle ? null : idleDays,
                rs.getInt("idle_notice_days"),
                rs.getLong("version"),
                instant(rs, "created_at"),
                instant(rs, "updated_at"));
    }

    private Set<String> names(@Nullable String list) {
        return list == null ? Set.of() : json.readValue(list, NAMES);
    }

    private static Instant instant(ResultSet rs, String column) throws SQLException {
        return rs.getTimestamp(column).toInstant();
    }
}
