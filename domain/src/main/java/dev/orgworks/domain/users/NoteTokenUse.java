package dev.orgworks.domain.users;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps when a token was used last, to a minute: most requests write nothing. */
@Component
class NoteTokenUse {

    private static final Logger LOG = LoggerFactory.getLogger(NoteTokenUse.class);
    private static final Duration EXACT_TO = Duration.ofMinutes(1);

    private static final int REMEMBERED = 10_000;

    private final JdbcClient jdbc;

    /** By this node; a token is remembered for longer than its last use is up to date. */
    private final Cache<Long, Instant> noted =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    NoteTokenUse(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void note(AccessToken token, Instant now) {
        Instant before = now.minus(EXACT_TO);
        Instant known = noted.get(token.id(), id -> Objects.requireNonNullElse(token.lastUsedAt(), Instant.EPOCH));
        if (known.isAfter(before)) {
            return;
        }
        noted.put(token.id(), now);
        try {
            jdbc.sql("""
                            update access_token set last_used_at = :now
                            where id = :id and (last_used_at is null or last_used_at <= :before)
                            """)
                    .param("now", Timestamp.from(now))
                    .param("before", Timestamp.from(before))
                    .param("id", token.id())
                    .update();
        } catch (DataAccessException e) {
            LOG.warn("The last use of the token {} is not noted; the request goes on", token.id(), e);
        }
    }
}
