package dev.orgworks.domain.support;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.database.BinaryUuid;
import java.sql.Timestamp;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks whether the period of a budget is free. */
@Component
class CheckPeriod {

    private final JdbcClient jdbc;

    CheckPeriod(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Periods may meet in a moment, but not overlap. The caller has the organization locked.
     *
     * @param id the budget's own; null: it is new
     * @throws ConflictException when another budget of its type has a part of its period
     */
    void check(long organization, @Nullable UUID id, Budget budget) {
        jdbc.sql("""
                        select period_start, period_end from support_budget
                        where organization_id = :organization and type = :type
                          and period_start < :end and period_end > :start and id <> :id
                        order by period_start limit 1
                        """)
                .param("organization", organization)
                .param("type", budget.type().name())
                .param("start", Timestamp.from(budget.periodStart()))
                .param("end", Timestamp.from(budget.periodEnd()))
                .param("id", id == null ? new byte[0] : BinaryUuid.bytes(id))
                .query((rs, rowNumber) -> rs.getTimestamp(1).toInstant() + " to "
                        + rs.getTimestamp(2).toInstant())
                .optional()
                .ifPresent(other -> {
                    throw new ConflictException(
                            "PERIOD_TAKEN",
                            "Another " + budget.type() + " budget has a part of this period: it lasts from " + other);
                });
    }
}
