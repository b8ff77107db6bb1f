package dev.orgworks.domain.webhooks;

import dev.orgworks.domain.jobs.Clearing;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Clears events some time after they happened, with what became of them; the latter are as few as endpoints and attempts. */
@Component
class ClearWebhooks implements Clearing {

    private final JdbcClient jdbc;
    private final WebhookSettings settings;

    ClearWebhooks(JdbcClient jdbc, WebhookSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public int clear(Instant now, int limit) {
        return jdbc.sql("delete from webhook_event where created_at < :before order by created_at limit :limit")
                .param("before", Timestamp.from(now.minus(settings.keep())))
                .param("limit", limit)
                .update();
    }
}
