package dev.orgworks.domain.reports;

import dev.orgworks.domain.reports.SummaryFigures.Figure;
import dev.orgworks.domain.reports.SummaryFigures.OfDay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes the figures of an organization's days. */
@Component
class WriteSummaryDays {

    private final NamedParameterJdbcOperations jdbc;

    WriteSummaryDays(NamedParameterJdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds to what there is. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(long organizationId, SummaryFigures figures) {
        batch("""
                insert into summary_day (organization_id, day, measure, n, amount)
                values (:organization, :day, :measure, :n, :amount)
                on duplicate key update n = n + values(n), amount = amount + values(amount)
                """, organizationId, figures.all());
    }

    /** Puts figures in the place of those whose measures are of a kind; what is the same is left alone. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void replace(long organizationId, SummaryFigures figures, Predicate<String> measures) {
        Map<OfDay, Figure> gone = new HashMap<>();
        Map<OfDay, Figure> changed = new HashMap<>(figures.all());
        jdbc.query(
                "select day, measure, n, amount from summary_day where organization_id = :organization",
                Map.of("organization", organizationId),
                rs -> {
                    OfDay key = new OfDay(rs.getObject("day", LocalDate.class), rs.getString("measure"));
                    Figure before = new Figure(rs.getLong("n"), rs.getBigDecimal("amount"));
                    Figure now = figures.all().get(key);
                    if (now == null && measures.test(key.measure())) {
                        gone.put(key, before);
                    } else if (now != null && now.same(before)) {
                        changed.remove(key);
                    }
                });
        batch("""
                insert into summary_day (organization_id, day, measure, n, amount)
                values (:organization, :day, :measure, :n, :amount)
                on duplicate key update n = values(n), amount = values(amount)
                """, organizationId, changed);
        batch(
                "delete from summary_day where organization_id = :organization and day = :day and measure = :measure",
                organizationId,
                gone);
    }

    private void batch(String sql, long organizationId, Map<OfDay, Figure> figures) {
        if (figures.isEmpty()) {
            return;
        }
        List<SqlParameterSource> rows = new ArrayList<>(figures.size());
        figures.forEach((key, figure) -> rows.add(new MapSqlParameterSource()
                .addValue("organization", organizationId)
                .addValue("day", key.day())
                .addValue("measure", key.measure())
                .addValue("n", figure.n())
                .addValue("amount", figure.amount())));
        jdbc.batchUpdate(sql, rows.toArray(SqlParameterSource[]::new));
    }
}
