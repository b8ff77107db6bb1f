package dev.orgworks.jobs.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What figures are made of, as a test knows it. */
sealed interface Fact {

    UUID id();

    record Conversation(
            UUID id,
            Instant opened,
            @Nullable Instant responded,
            @Nullable Instant ended,
            @Nullable UUID representative,
            @Nullable BigDecimal rating,
            boolean firstContact,
            boolean escalated)
            implements Fact {

        Conversation endedAt(@Nullable Instant instant) {
            return new Conversation(id, opened, responded, instant, representative, rating, firstContact, escalated);
        }

        Conversation openedAt(Instant instant) {
            return new Conversation(id, instant, responded, ended, representative, rating, firstContact, escalated);
        }

        Conversation rated(BigDecimal mark) {
            return new Conversation(id, opened, responded, ended, representative, mark, firstContact, escalated);
        }
    }

    record Ticket(
            UUID id,
            Instant created,
            @Nullable Instant resolved,
            @Nullable UUID representative,
            @Nullable BigDecimal score)
            implements Fact {

        Ticket resolvedAt(@Nullable Instant instant) {
            return new Ticket(id, created, instant, representative, score);
        }
    }
}
