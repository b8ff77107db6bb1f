package dev.orgworks.domain.invites;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.mail.MailKind;
import dev.orgworks.domain.mail.MailOutcome;
import dev.orgworks.domain.users.EmailKey;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notes on an invite that its letter was refused for good, or that it was taken after all. Only of the last letter: what
 * becomes of an earlier one, to an address that was wrong, says nothing of the invite any more.
 */
@Component
class NoteInviteMail implements MailOutcome {

    private static final Actor MAIL = Actor.job("mail");
    private static final int LONGEST_REASON = 500;

    private final JdbcClient jdbc;
    private final FindInvites invites;
    private final WriteInvites write;
    private final RecordAudit audit;

    NoteInviteMail(JdbcClient jdbc, FindInvites invites, WriteInvites write, RecordAudit audit) {
        this.jdbc = jdbc;
        this.invites = invites;
        this.write = write;
        this.audit = audit;
    }

    @Override
    public MailKind kind() {
        return MailKind.INVITE;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void refused(long subjectId, String reason) {
        for (Invite before : locked(subjectId)) {
            if (before.state() == InviteState.PENDING && lastLetterIs("DEAD", before)) {
                write.end(before, InviteState.BOUNCED, reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
                record("invite.bounced", before);
            }
        }
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void sent(long subjectId) {
        for (Invite before : locked(subjectId)) {
            if (before.state() == InviteState.BOUNCED
                    && lastLetterIs("SENT", before)
                    && invites.live(before.organizationId(), Set.of(EmailKey.of(before.email())))
                            .isEmpty()) {
                write.renew(List.of(
                        new WriteInvites.Renewal(before, before.email(), before.offer(), before.expiresAt(), null)));
                record("invite.reached", before);
            }
        }
    }

    private void record(String action, Invite before) {
        Invite after = invites.byId(before.organizationId(), before.id());
        audit.record(MAIL, new AuditEntry(before.organizationId(), action, "invite", before.id(), before, after));
    }

    private List<Invite> locked(long id) {
        return invites.byIds(jdbc.sql("select id from organization_invite where id = :id for update")
                .param("id", id)
                .query(Long.class)
                .list());
    }

    /** Ids of letters grow with time. */
    private boolean lastLetterIs(String state, Invite invite) {
        return jdbc.sql("""
                        select state from mail_message
                        where organization_id = :organization and kind = 'INVITE' and subject_id = :invite
                        order by id desc limit 1
                        """)
                .param("organization", invite.organizationId())
                .param("invite", invite.id())
                .query(String.class)
                .optional()
                .filter(state::equals)
                .isPresent();
    }
}
