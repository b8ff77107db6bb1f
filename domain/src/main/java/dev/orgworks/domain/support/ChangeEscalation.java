package dev.orgworks.domain.support;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.audit.Actor;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes or deletes an escalation, after which its conversation may count as escalated no more. */
@Component
public class ChangeEscalation {

    private final ChangeRow change;
    private final WriteRow write;
    private final MarkEscalated mark;

    ChangeEscalation(ChangeRow change, WriteRow write, MarkEscalated mark) {
        this.change = change;
        this.write = write;
        this.mark = mark;
    }

    /**
     * As {@link ChangeRow#change}.
     *
     * @throws dev.orgworks.domain.ConflictException also when its status cannot follow the one before
     */
    @Transactional
    public Escalation change(
            Actor actor, long organizationId, UUID id, ExpectedVersion expected, UnaryOperator<Escalation> wanted) {
        Escalation before = change.locked(organizationId, Escalation.class, id, expected);
        Escalation next = ChangeRow.wanted(before, wanted);
        mark.lock(next.conversationId());
        Escalation after = write.update(actor, before, next);
        mark.anew(actor, organizationId, before.conversationId());
        mark.anew(actor, organizationId, after.conversationId());
        return after;
    }

    /** As {@link DeleteRow#delete}. */
    @Transactional
    public void delete(Actor actor, long organizationId, UUID id, ExpectedVersion expected) {
        Escalation gone = change.locked(organizationId, Escalation.class, id, expected);
        write.delete(actor, gone);
        mark.anew(actor, organizationId, gone.conversationId());
    }
}
