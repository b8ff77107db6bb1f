package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.mail.Letter;
import dev.orgworks.domain.mail.MailKind;
import dev.orgworks.domain.mail.QueueMail;
import dev.orgworks.domain.users.FindMembers;
import dev.orgworks.domain.users.Member;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes to the administrators and owners of an organization what its pools come to. */
@Component
class MailAdministrators {

    private final JdbcClient jdbc;
    private final FindMembers members;
    private final QueueMail mail;

    MailAdministrators(JdbcClient jdbc, FindMembers members, QueueMail mail) {
        this.jdbc = jdbc;
        this.members = members;
        this.mail = mail;
    }

    void tell(Actor actor, LicensePool pool, PoolState state) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put(
                "organization",
                jdbc.sql("select name from organization where id = :id")
                        .param("id", pool.organizationId())
                        .query(String.class)
                        .single());
        model.put("product", pool.name());
        model.put("state", words(state));
        model.put("expiresAt", pool.expiresAt());
        model.put("graceUntil", state == PoolState.GRACE ? pool.accessUntil() : null);
        for (Member member : members.administrators(pool.organizationId())) {
            mail.queue(
                    actor,
                    new Letter(
                            pool.organizationId(),
                            MailKind.LICENSE_POOL_STATE,
                            member.email(),
                            member.firstName() + " " + member.lastName(),
                            model,
                            pool.id()));
        }
    }

    private static String words(PoolState state) {
        return switch (state) {
            case ACTIVE -> "active again";
            case GRACE -> "in grace";
            case EXPIRED -> "expired";
        };
    }
}
