package dev.orgworks.domain.learners;

import dev.orgworks.domain.NotFoundException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads an organization's learners, in the order of their external ids. */
@Component
public class FindLearners {

    /**
     * Which learners.
     *
     * @param status only those of this status; null: all but the removed ones
     * @param search only those in whose id, login, names or e-mail this text stands, without regard to case or accents
     */
    public record Filter(
            @Nullable LearnerStatus status, @Nullable String search) {}

    private static final int PAGE = 1_000;
    private static final String SEARCHED = """
            concat_ws(' ', external_id, login, first_name, last_name, display_name, email)
            collate utf8mb4_unicode_520_ci like :search
            """;

    private final JdbcClient jdbc;

    FindLearners(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A page by its place in the list; far places cost the more, {@link #after} does not. */
    public List<Learner> page(long organizationId, Filter filter, int limit, long offset) {
        return matching("select *", organizationId, filter, " order by external_key limit :limit offset :offset")
                .param("limit", limit)
                .param("offset", offset)
                .query(FindLearners::row)
                .list();
    }

    /** The page behind a learner's external id (its key; null: from the start). */
    public List<Learner> after(long organizationId, Filter filter, @Nullable String key, int limit) {
        String behind = key == null ? "" : " and external_key > :key";
        return matching("select *", organizationId, filter, behind + " order by external_key limit :limit")
                .param("key", key)
                .param("limit", limit)
                .query(FindLearners::row)
                .list();
    }

    /** How many learners match. */
    public long count(long organizationId, Filter filter) {
        return matching("select count(*)", organizationId, filter, "")
                .query(Long.class)
                .single();
    }

    /** Hands over every learner that matches, page by page: memory does not grow with their number. */
    public void forEach(long organizationId, Filter filter, Consumer<Learner> consumer) {
        String key = null;
        List<Learner> page;
        do {
            page = after(organizationId, filter, key, PAGE);
            page.forEach(consumer);
            key = page.isEmpty()
                    ? key
                    : LearnerKeys.externalKey(page.get(page.size() - 1).externalId());
        } while (page.size() == PAGE);
    }

    /**
     * One learner, a removed one too.
     *
     * @throws NotFoundException when the organization has none of this id
     */
    public Learner byId(long organizationId, long id) {
        return find(organizationId, id).orElseThrow(() -> new NotFoundException("Learner", id));
    }

    /** One learner, a removed one too, if the organization has one of this id. */
    public Optional<Learner> find(long organizationId, long id) {
        return jdbc.sql("select * from learner where organization_id = :organization and id = :id")
                .param("organization", organizationId)
                .param("id", id)
                .query(FindLearners::row)
                .optional();
    }

    /** Those learners of some ids that the organization has, removed ones too. */
    public Map<Long, Learner> byIds(long organizationId, Collection<Long> ids) {
        return ids.isEmpty()
                ? Map.of()
                : jdbc
                        .sql("select * from learner where organization_id = :organization and id in (:ids)")
                        .param("organization", organizationId)
                        .param("ids", ids)
                        .query(FindLearners::row)
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Learner::id, Function.identity()));
    }

    /** One learner by the student information system's id, a removed one too. */
    public Optional<Learner> byExternalId(long organizationId, String externalId) {
        return jdbc.sql("select * from learner where organization_id = :organization and external_key = :key")
                .param("organization", organizationId)
                .param("key", LearnerKeys.externalKey(externalId))
                .query(FindLearners::row)
                .optional();
    }

    /** The statement from its {@code select} to its {@code where}; an absent filter is not in it, so that indexes serve. */
    private JdbcClient.StatementSpec matching(String select, long organizationId, Filter filter, String rest) {
        String sql = select + " from learner where organization_id = :organization and "
                + (filter.status() == null ? "status <> 'REMOVED'" : "status = :status")
                + (filter.search() == null ? "" : " and " + SEARCHED)
                + rest;
        return jdbc.sql(sql)
                .param("organization", organizationId)
                .param(
                        "status",
                        filter.status() == null ? null : filter.status().name())
                .param("search", filter.search() == null ? null : "%" + escaped(filter.search()) + "%");
    }

    private static String escaped(String search) {
        return search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static Learner row(ResultSet rs, int rowNumber) throws SQLException {
        return new Learner(
                rs.getLong("id"),
                rs.getString("external_id"),
                rs.getString("login"),
                rs.getString("first_name"),
                rs.getString("last_name"),
                rs.getString("display_name"),
                rs.getString("email"),
                rs.getString("role"),
                rs.getString("grade"),
                rs.getString("school"),
                LearnerStatus.valueOf(rs.getString("status")),
                LearnerField.of(rs.getInt("manual_fields")),
                rs.getLong("version"),
                rs.getTimestamp("created_at").toInstant(),
                rs.getTimestamp("updated_at").toInstant());
    }
}
