package dev.orgworks.domain.invites;

import dev.orgworks.domain.jobs.Clearing;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Clears invites that ended long ago; from then on their links are unknown. */
@Component
@EnableConfigurationProperties(InviteSettings.class)
class ClearInvites implements Clearing {

    private final JdbcClient jdbc;
    private final InviteSettings settings;

    ClearInvites(JdbcClient jdbc, InviteSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "invites.ended";
    }

    @Override
    public int clear(Instant now, int limit) {
        return jdbc.sql("delete from organization_invite where ended_at < :before order by ended_at limit :limit")
                .param("before", Timestamp.from(now.minus(settings.keep())))
                .param("limit", limit)
                .update();
    }
}
