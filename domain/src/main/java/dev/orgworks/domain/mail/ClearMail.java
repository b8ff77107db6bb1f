package dev.orgworks.domain.mail;

import dev.orgworks.domain.jobs.Clearing;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Clears letters that were sent, and those that could not be and that nobody has sent again, some time after. */
@Component
class ClearMail implements Clearing {

    private final JdbcClient jdbc;
    private final MailSettings settings;

    ClearMail(JdbcClient jdbc, MailSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public int clear(Instant now, int limit) {
        int sent = clear(MailState.SENT, now.minus(settings.keepSent()), limit);
        return sent == limit ? sent : sent + clear(MailState.DEAD, now.minus(settings.keepDead()), limit - sent);
    }

    private int clear(MailState state, Instant before, int limit) {
        return jdbc.sql("""
                        delete from mail_message where state = :state and ended_at < :before order by ended_at limit :limit
                        """)
                .param("state", state.name())
                .param("before", Timestamp.from(before))
                .param("limit", limit)
                .update();
    }
}
