package dev.orgworks.domain.support;

import dev.orgworks.domain.database.BinaryUuid;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the conversations that representatives have open. */
@Component
public class CountChats {

    private final JdbcClient jdbc;

    CountChats(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Count(UUID representative, long chats) {}

    /** By representative; who has none is not in it. */
    public Map<UUID, Long> open(Collection<UUID> representatives) {
        if (representatives.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("""
                        select representative_id, count(*) as chats from support_conversation
                        where representative_id in (:ids) and ended_at is null group by representative_id
                        """)
                .param("ids", representatives.stream().map(BinaryUuid::bytes).toList())
                .query((rs, rowNumber) ->
                        new Count(BinaryUuid.of(rs.getBytes("representative_id")), rs.getLong("chats")))
                .list()
                .stream()
                .collect(Collectors.toMap(Count::representative, Count::chats));
    }
}
