package dev.orgworks.domain.idempotency;

import dev.orgworks.domain.jobs.Clearing;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Clears keys that have run out, with what was answered under them. */
@Component
class ClearKeys implements Clearing {

    private final JdbcClient jdbc;

    ClearKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "idempotency.keys";
    }

    @Override
    public int clear(Instant now, int limit) {
        return jdbc.sql("delete from idempotency_key where expires_at <= :now order by expires_at limit :limit")
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .update();
    }
}
