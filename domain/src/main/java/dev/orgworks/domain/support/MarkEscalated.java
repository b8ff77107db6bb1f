package dev.orgworks.domain.support;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.BinaryUuid;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Marks conversations of which there is an escalation. */
@Component
class MarkEscalated {

    private final JdbcClient jdbc;
    private final FindRows find;
    private final WriteRow write;

    MarkEscalated(JdbcClient jdbc, FindRows find, WriteRow write) {
        this.jdbc = jdbc;
        this.find = find;
        this.write = write;
    }

    /**
     * Keeps others from a conversation that is about to be referred to, if it is there; else two who escalate it would each keep the
     * other from marking it.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void lock(@Nullable UUID conversation) {
        if (conversation != null) {
            jdbc.sql("select id from support_conversation where id = :conversation for update")
                    .param("conversation", BinaryUuid.bytes(conversation))
                    .query(byte[].class)
                    .optional();
        }
    }

    /** Looks anew whether a conversation is escalated; of null there is nothing to mark. */
    @Transactional(propagation = Propagation.MANDATORY)
    void anew(Actor actor, long organizationId, @Nullable UUID conversation) {
        if (conversation == null) {
            return;
        }
        Conversation before = find.lock(organizationId, Conversation.class, conversation);
        boolean escalated = jdbc.sql("select 1 from support_escalation where conversation_id = :conversation limit 1")
                .param("conversation", BinaryUuid.bytes(conversation))
                .query(Integer.class)
                .optional()
                .isPresent();
        write.update(actor, before, RowFields.of(before).with(before, Map.of("escalated", escalated)));
    }
}
