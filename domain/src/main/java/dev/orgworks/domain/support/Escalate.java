package dev.orgworks.domain.support;

import dev.orgworks.domain.audit.Actor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Escalates a conversation or a ticket to a person. */
@Component
public class Escalate {

    private final MarkEscalated mark;
    private final WriteRow write;
    private final DecideOn decide;

    Escalate(MarkEscalated mark, WriteRow write, DecideOn decide) {
        this.mark = mark;
        this.write = write;
        this.decide = decide;
    }

    /**
     * Escalates; the conversation then counts as escalated, and the rules decide about the escalation.
     *
     * @throws dev.orgworks.domain.InvalidInputException when it refers to what the organization does not have
     */
    @Transactional
    public Escalation escalate(Actor actor, long organizationId, Escalation escalation) {
        mark.lock(escalation.conversationId());
        Escalation made = write.insert(actor, organizationId, escalation);
        mark.anew(actor, organizationId, made.conversationId());
        return decide.on(actor, made);
    }
}
