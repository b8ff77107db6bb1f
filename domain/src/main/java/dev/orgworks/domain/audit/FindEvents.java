package dev.orgworks.domain.audit;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads an organization's events, or the platform's own (organization null), newest first. */
@Component
public class FindEvents {

    /**
     * Which events; null: all.
     *
     * @param actor who acted
     * @param action what was done; with a point at its end, such as {@code learner.}, all that begins so
     * @param targetType to what kind of thing
     * @param targetId to which
     * @param from the first instant
     * @param to the first instant that is too late
     * @param requestId in which request
     */
    public record Filter(
            @Nullable String actor,
            @Nullable String action,
            @Nullable String targetType,
            @Nullable String targetId,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String requestId) {}

    private static final int PAGE = 500;

    private final JdbcClient jdbc;

    FindEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A page by its place in the list; far places cost the more, {@link #before} does not. */
    public List<AuditEvent> page(@Nullable Long organizationId, Filter filter, int limit, long offset) {
        return matching("select *", organizationId, filter, " order by id desc limit :limit offset :offset")
                .param("limit", limit)
                .param("offset", offset)
                .query(AuditEvent::row)
                .list();
    }

    /** The page of events that are older than the one of an id. */
    public List<AuditEvent> before(@Nullable Long organizationId, Filter filter, long id, int limit) {
        return matching("select *", organizationId, filter, " and id < :id order by id desc limit :limit")
                .param("id", id)
                .param("limit", limit)
                .query(AuditEvent::row)
                .list();
    }

    /** How many events match. */
    public long count(@Nullable Long organizationId, Filter filter) {
        return matching("select count(*)", organizationId, filter, "")
                .query(Long.class)
                .single();
    }

    /** Hands over every event that matches, page by page: memory does not grow with their number. */
    public void forEach(@Nullable Long organizationId, Filter filter, Consumer<AuditEvent> consumer) {
        long id = Long.MAX_VALUE;
        List<AuditEvent> page;
        do {
            page = before(organizationId, filter, id, PAGE);
            page.forEach(consumer);
            id = page.isEmpty() ? id : page.get(page.size() - 1).id();
        } while (page.size() == PAGE);
    }

    /** The statement from its {@code select} to its {@code where}; an absent filter is not in it, so that indexes serve. */
    private JdbcClient.StatementSpec matching(
            String select, @Nullable Long organizationId, Filter filter, String rest) {
        String action = filter.action();
        boolean beginning = action != null && action.endsWith(".");
        String sql = select + " from audit_event where organization_id "
                + (organizationId == null ? "is null" : "= :organization")
                + (filter.actor() == null ? "" : " and actor = :actor")
                + (action == null ? "" : beginning ? " and action like :action" : " and action = :action")
                + (filter.targetType() == null ? "" : " and target_type = :targetType")
                + (filter.targetId() == null ? "" : " and target_id = :targetId")
                + (filter.from() == null ? "" : " and at >= :from")
                + (filter.to() == null ? "" : " and at < :to")
                + (filter.requestId() == null ? "" : " and request_id = :request")
                + rest;
        return jdbc.sql(sql)
                .param("organization", organizationId)
                .param("actor", filter.actor())
                .param("action", action != null && beginning ? action.replace("_", "\\_") + "%" : action)
                .param("targetType", filter.targetType())
                .param("targetId", filter.targetId())
                .param("from", timestamp(filter.from()))
                .param("to", timestamp(filter.to()))
                .param("request", filter.requestId());
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}
