package dev.orgworks.domain.support;

import dev.orgworks.domain.database.BinaryUuid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what was taken from a budget. */
@Component
public class FindUsage {

    private final JdbcClient jdbc;

    FindUsage(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A page of it, newest first. */
    public List<BudgetUsage> list(long organizationId, UUID budget, int limit, long offset) {
        return jdbc.sql("""
                        select id, budget_id, refund_id, customer_id, amount, created_at from support_budget_usage
                        where budget_id = :budget and organization_id = :organization
                        order by id desc limit :limit offset :offset
                        """)
                .param("budget", BinaryUuid.bytes(budget))
                .param("organization", organizationId)
                .param("limit", limit)
                .param("offset", offset)
                .query(FindUsage::row)
                .list();
    }

    /** How many {@link #list} pages through. */
    public long count(long organizationId, UUID budget) {
        return jdbc.sql("""
                        select count(*) from support_budget_usage
                        where budget_id = :budget and organization_id = :organization
                        """)
                .param("budget", BinaryUuid.bytes(budget))
                .param("organization", organizationId)
                .query(Long.class)
                .single();
    }

    private static BudgetUsage row(ResultSet rs, int rowNumber) throws SQLException {
        return new BudgetUsage(
                BinaryUuid.of(rs.getBytes("id")),
                BinaryUuid.of(rs.getBytes("budget_id")),
                BinaryUuid.of(rs.getBytes("refund_id")),
                BinaryUuid.of(rs.getBytes("customer_id")),
                rs.getBigDecimal("amount"),
                rs.getTimestamp("created_at").toInstant());
    }
}
