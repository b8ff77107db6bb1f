package dev.orgworks.domain.licenses;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notes that a seat is used, once an hour at most, so that thousands who work with one product do not all write. */
@Component
class NoteUse {

    private static final Duration HOUR = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final InstantSource clock;

    NoteUse(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether the seat is there still; a warning that it will be reclaimed is void now. */
    boolean note(Seat seat) {
        Instant now = clock.instant();
        Instant last = seat.lastUsedAt();
        if (seat.warnedAt() == null && last != null && last.plus(HOUR).isAfter(now)) {
            return true;
        }
        return jdbc.sql("""
                        update license_seat set last_used_at = :now, warned_at = null where id = :id and state = 'ACTIVE'
                        """)
                        .param("now", Timestamp.from(now))
                        .param("id", seat.id())
                        .update()
                == 1;
    }
}
