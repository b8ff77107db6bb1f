package dev.orgworks.domain.support;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conversations, tickets or escalations came, changed or went: figures made of them no longer hold. Published inside the
 * transaction of the change.
 *
 * @param spans when the facts lay, before the change and after it
 */
public record FactsChanged(long organizationId, List<Span> spans) {

    public FactsChanged {
        spans = List.copyOf(spans);
    }

    /**
     * When a fact lay.
     *
     * @param from when it began: a conversation was opened, a ticket or an escalation made
     * @param to when it ended: a conversation did, a ticket or an escalation was resolved; null: it has not
     */
    public record Span(Instant from, @Nullable Instant to) {}
}
