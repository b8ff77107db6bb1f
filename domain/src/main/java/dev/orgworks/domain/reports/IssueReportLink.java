package dev.orgworks.domain.reports;

import dev.orgworks.domain.links.Links;
import dev.orgworks.domain.users.TokenSecret;
import java.net.URI;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes links by which recipients fetch a report without signing in; the secret is in the letter alone. */
@Component
class IssueReportLink {

    private final JdbcClient jdbc;
    private final Links links;
    private final InstantSource clock;

    IssueReportLink(JdbcClient jdbc, Links links, InstantSource clock) {
        this.jdbc = jdbc;
        this.links = links;
        this.clock = clock;
    }

    /** A recipient's link, for as long as the file lies there. */
    @Transactional(propagation = Propagation.MANDATORY)
    URI issue(ReportExport export, String recipient) {
        TokenSecret secret = TokenSecret.random();
        jdbc.sql("""
                        insert into report_link (export_id, recipient, hash, expires_at, created_at)
                        values (:export, :recipient, :hash, :expiresAt, :now)
                        """)
                .param("export", export.id())
                .param("recipient", recipient)
                .param("hash", secret.hash())
                .param("expiresAt", Timestamp.from(Objects.requireNonNull(export.expiresAt())))
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return links.report(secret.text());
    }
}
