package dev.orgworks.domain.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records audit events; only inside the transaction of the change that they tell of. They are written when it commits, and it
 * fails when they cannot be.
 */
@Component
public class RecordAudit {

    private final JsonMapper json;
    private final WriteEvents write;
    private final InstantSource clock;

    RecordAudit(JsonMapper json, WriteEvents write, InstantSource clock) {
        this.json = json;
        this.write = write;
        this.clock = clock;
    }

    /** Records one change. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Actor actor, AuditEntry entry) {
        record(actor, List.of(entry));
    }

    /** Records many changes. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Actor actor, Collection<AuditEntry> entries) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        PendingEvents.current(write)
                .add(entries.stream().map(entry -> event(now, actor, entry)).toList());
    }

    private EventContent event(Instant now, Actor actor, AuditEntry entry) {
        return new EventContent(
                entry.organizationId(),
                now,
                actor.name(),
                entry.action(),
                entry.targetType(),
                entry.targetId().toString(),
                text(entry.before()),
                text(entry.after()),
                actor.requestId(),
                actor.correlationId());
    }

    private @Nullable String text(@Nullable Object value) {
        return value == null ? null : HideSecrets.in(json.valueToTree(value)).toString();
    }
}
