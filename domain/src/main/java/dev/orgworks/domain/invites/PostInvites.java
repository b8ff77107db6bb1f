package dev.orgworks.domain.invites;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.invites.WriteInvites.Draft;
import dev.orgworks.domain.invites.WriteInvites.Inviter;
import dev.orgworks.domain.invites.WriteInvites.Renewal;
import dev.orgworks.domain.links.Links;
import dev.orgworks.domain.mail.Letter;
import dev.orgworks.domain.mail.MailKind;
import dev.orgworks.domain.mail.QueueMail;
import dev.orgworks.domain.organizations.MemberRole;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.EmailKey;
import dev.orgworks.domain.users.TokenSecret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes what was decided on of invites, with the letters and the audit that belong to it, be it one or a thousand. */
@Component
class PostInvites {

    private final WriteInvites write;
    private final FindInvites invites;
    private final QueueMail mail;
    private final Links links;
    private final RecordAudit audit;

    PostInvites(WriteInvites write, FindInvites invites, QueueMail mail, Links links, RecordAudit audit) {
        this.write = write;
        this.invites = invites;
        this.mail = mail;
        this.links = links;
        this.audit = audit;
    }

    /** Makes invites, and gives them by the keys of their addresses. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Invite> create(Actor actor, Organization organization, Inviter inviter, List<Draft> drafts) {
        write.insert(organization.id(), inviter, drafts);
        Map<String, Invite> made = new LinkedHashMap<>();
        invites.live(
                        organization.id(),
                        drafts.stream().map(draft -> EmailKey.of(draft.email())).toList())
                .forEach(invite -> made.put(EmailKey.of(invite.email()), invite));
        List<AuditEntry> entries = new ArrayList<>();
        for (Draft draft : drafts) {
            Invite invite = made.get(EmailKey.of(draft.email()));
            if (invite == null) {
                throw new IllegalStateException("An invite that was inserted is not there");
            }
            send(actor, organization, invite, draft.secret());
            entries.add(new AuditEntry(organization.id(), "invite.created", "invite", invite.id(), null, invite));
        }
        audit.record(actor, entries);
        return made;
    }

    /** Renews invites, and gives them as they are then by their ids. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<Long, Invite> renew(Actor actor, Organization organization, List<Renewal> renewals) {
        write.renew(renewals);
        Map<Long, Invite> renewed = new LinkedHashMap<>();
        invites.byIds(renewals.stream().map(renewal -> renewal.before().id()).toList())
                .forEach(invite -> renewed.put(invite.id(), invite));
        List<AuditEntry> entries = new ArrayList<>();
        for (Renewal renewal : renewals) {
            Invite before = renewal.before();
            Invite after = renewed.get(before.id());
            if (renewal.secret() != null && after != null) {
                send(actor, organization, after, renewal.secret());
            }
            entries.add(new AuditEntry(organization.id(), action(renewal), "invite", before.id(), before, after));
        }
        audit.record(actor, entries);
        return renewed;
    }

    private static String action(Renewal renewal) {
        if (renewal.secret() != null) {
            return "invite.resent";
        }
        return renewal.offer().equals(renewal.before().offer()) ? "invite.extended" : "invite.changed";
    }

    private void send(Actor actor, Organization organization, Invite invite, TokenSecret secret) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("organization", organization.name());
        model.put("inviter", invite.inviter() == null ? "An administrator" : invite.inviter());
        model.put("role", name(invite.role()));
        model.put("link", links.invite(secret.text()).toString());
        model.put("expiresAt", invite.expiresAt());
        if (invite.message() != null) {
            model.put("message", invite.message());
        }
        mail.queue(actor, new Letter(organization.id(), MailKind.INVITE, invite.email(), null, model, invite.id()));
    }

    private static String name(MemberRole role) {
        return switch (role) {
            case VIEWER -> "viewer";
            case MANAGER -> "manager";
            case ADMIN -> "administrator";
            case OWNER -> "owner";
        };
    }
}
