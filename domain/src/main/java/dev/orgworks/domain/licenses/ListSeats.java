package dev.orgworks.domain.licenses;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists seats, the latest first. */
@Component
public class ListSeats {

    /**
     * Which seats.
     *
     * @param poolId only those of this pool; null: of all
     * @param state null: those that have not ended
     * @param search only those of learners in whose id, login, names or e-mail this text stands, without regard to case or accents
     */
    public record Filter(
            @Nullable Long poolId,
            Seat.@Nullable State state,
            @Nullable String search) {}

    private final JdbcClient jdbc;

    ListSeats(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of an organization's seats.
     *
     * @param before only those given before this one, which is faster than a far offset; null: from the latest
     */
    public List<Seat> page(long organizationId, Filter filter, @Nullable Long before, int limit, long offset) {
        return matching(
                        "select s.*",
                        organizationId,
                        filter,
                        (before == null ? "" : " and s.id < :before")
                                + " order by s.id desc limit :limit offset :offset")
                .param("before", before)
                .param("limit", limit)
                .param("offset", offset)
                .query(FindSeats::row)
                .list();
    }

    /** How many there are. */
    public long count(long organizationId, Filter filter) {
        return matching("select count(*)", organizationId, filter, "")
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec matching(String select, long organizationId, Filter filter, String rest) {
        String search = filter.search();
        return jdbc.sql(select
                        + " from license_seat s"
                        + (search == null ? "" : " join learner l on l.id = s.learner_id")
                        + " where s.organization_id = :organization"
                        + (filter.poolId() == null ? "" : " and s.pool_id = :pool")
                        + (filter.state() == null ? " and s.live = 1" : " and s.state = :state")
                        + (search == null
                                ? ""
                                : " and concat_ws(' ', l.external_id, l.login, l.first_name, l.last_name, l.display_name, l.email)"
                                        + " collate utf8mb4_unicode_520_ci like :search")
                        + rest)
                .param("organization", organizationId)
                .param("pool", filter.poolId())
                .param("state", filter.state() == null ? null : filter.state().name())
                .param(
                        "search",
                        search == null
                                ? null
                                : "%"
                                        + search.replace("\\", "\\\\")
                                                .replace("%", "\\%")
                                                .replace("_", "\\_") + "%");
    }
}
