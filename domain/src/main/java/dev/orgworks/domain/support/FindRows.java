package dev.orgworks.domain.support;

import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.SortBy;
import dev.orgworks.domain.database.BinaryUuid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.domain.Sort;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.data.relational.core.query.Criteria;
import org.springframework.data.relational.core.query.Query;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads rows of the desk, never beyond one organization. */
@Component
public class FindRows {

    private final JdbcAggregateTemplate rows;
    private final JdbcClient jdbc;

    FindRows(JdbcAggregateTemplate rows, JdbcClient jdbc) {
        this.rows = rows;
        this.jdbc = jdbc;
    }

    /**
     * The row of an id.
     *
     * @throws NotFoundException when the organization has none
     */
    public <T extends DeskRow> T get(long organizationId, Class<T> type, UUID id) {
        return rows.findOne(Query.query(of(organizationId).and("id").is(id)), type)
                .orElseThrow(() -> new NotFoundException(RowFields.of(type).what(), id));
    }

    /** Those of the ids that there are, in no order. */
    public <T extends DeskRow> List<T> all(long organizationId, Class<T> type, Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : rows.findAll(Query.query(of(organizationId).and("id").in(ids)), type);
    }

    /** A page of what is asked for. */
    public <T extends DeskRow> List<T> list(long organizationId, Class<T> type, RowQuery query) {
        List<Sort.Order> order = new ArrayList<>();
        for (SortBy by : query.order()) {
            order.add(by.descending() ? Sort.Order.desc(by.field()) : Sort.Order.asc(by.field()));
        }
        order.add(Sort.Order.desc("createdAt"));
        order.add(Sort.Order.desc("id"));
        return rows.findAll(
                Query.query(matching(organizationId, query.filters()))
                        .sort(Sort.by(order))
                        .limit(query.limit())
                        .offset(query.offset()),
                type);
    }

    /** How many {@link #list} pages through. */
    public <T extends DeskRow> long count(long organizationId, Class<T> type, RowQuery query) {
        return rows.count(Query.query(matching(organizationId, query.filters())), type);
    }

    /** The row as it stands; nobody else changes it until the transaction ends. */
    <T extends DeskRow> T lock(long organizationId, Class<T> type, UUID id) {
        jdbc.sql("select id from " + RowFields.of(type).table()
                        + " where id = :id and organization_id = :organization for update")
                .param("id", BinaryUuid.bytes(id))
                .param("organization", organizationId)
                .query(byte[].class)
                .optional();
        return get(organizationId, type, id);
    }

    /** Whether the organization has it; it stays until the transaction ends. */
    boolean holds(long organizationId, Class<? extends DeskRow> type, UUID id) {
        return jdbc.sql("select 1 from " + RowFields.of(type).table()
                        + " where id = :id and organization_id = :organization lock in share mode")
                .param("id", BinaryUuid.bytes(id))
                .param("organization", organizationId)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Those of the ids that the organization has; they stay until the transaction ends. */
    Set<UUID> held(long organizationId, Class<? extends DeskRow> type, Set<UUID> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.sql("select id from " + RowFields.of(type).table()
                        + " where id in (:ids) and organization_id = :organization lock in share mode")
                .param("ids", ids.stream().map(BinaryUuid::bytes).toList())
                .param("organization", organizationId)
                .query((rs, rowNumber) -> BinaryUuid.of(rs.getBytes("id")))
                .list());
    }

    private static Criteria matching(long organizationId, Map<String, List<Object>> filters) {
        Criteria criteria = of(organizationId);
        for (Map.Entry<String, List<Object>> filter : filters.entrySet()) {
            criteria = criteria.and(filter.getKey()).in(filter.getValue());
        }
        return criteria;
    }

    private static Criteria of(long organizationId) {
        return Criteria.where("organizationId").is(organizationId);
    }
}
