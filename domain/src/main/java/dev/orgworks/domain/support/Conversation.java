package dev.orgworks.domain.support;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.orgworks.domain.InvalidInputException;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A customer's conversation with the desk: what chats are counted by, and how soon and how well they were answered.
 *
 * @param customerId null: nobody whom the desk knows
 * @param representativeId who handled it; null: the AI did
 * @param openedAt when the customer began it; unless told, when it was made known
 * @param firstResponseAt when he was first answered; null: he was not yet
 * @param endedAt null: it goes on
 * @param rating what the customer thought of it, 0 to 5
 * @param resolvedAtFirstContact whether he need not come again
 * @param escalated whether there is an escalation of it
 */
@Table("support_conversation")
public record Conversation(
        @Automatic @Id @Nullable UUID id,
        @Automatic @JsonIgnore @Nullable Long organizationId,

        @Nullable @Refers(to = DeskUser.class, as = "customer")
        UUID customerId,

        @Nullable @Refers(to = Representative.class, as = "representative")
        UUID representativeId,

        HandledBy handledBy,
        Channel channel,
        @Nullable @Size(max = 255) String subject,
        @Nullable Instant openedAt,
        @Nullable Instant firstResponseAt,
        @Nullable Instant endedAt,

        @Decimal @Nullable @DecimalMin("0") @DecimalMax("5") @Digits(integer = 1, fraction = 2)
        BigDecimal rating,

        Boolean resolvedAtFirstContact,
        @Automatic Boolean escalated,
        @Automatic @JsonIgnore @Version @Nullable Long version,
        @Automatic @Nullable Instant createdAt,
        @Automatic @Nullable Instant updatedAt)
        implements DeskRow, Fact {

    @SuppressWarnings("NullAway") // what a body leaves out has its default
    public Conversation {
        handledBy = handledBy == null ? representativeId == null ? HandledBy.AI : HandledBy.REPRESENTATIVE : handledBy;
        channel = channel == null ? Channel.CHAT : channel;
        resolvedAtFirstContact = resolvedAtFirstContact != null && resolvedAtFirstContact;
        escalated = escalated != null && escalated;
        openedAt = Moments.stored(openedAt);
        firstResponseAt = Moments.stored(firstResponseAt);
        endedAt = Moments.stored(endedAt);
    }

    /** Who answered. */
    public enum HandledBy {
        AI,
        REPRESENTATIVE
    }

    /** By which way the customer came. */
    public enum Channel {
        CHAT,
        EMAIL,
        PHONE,
        SMS,
        SOCIAL,
        VIDEO,
        WEB_FORM,
        OTHER
    }

    @Override
    public FactsChanged.Span span() {
        return new FactsChanged.Span(openedAt == null ? Instant.EPOCH : openedAt, endedAt);
    }

    @Override
    public void check() {
        List<InvalidInputException.Detail> wrong = new ArrayList<>();
        if ((handledBy == HandledBy.REPRESENTATIVE) != (representativeId != null)) {
            wrong.add(new InvalidInputException.Detail(
                    "representativeId",
                    "CONTRADICTION",
                    "representativeId says who handled it, and is left out when the AI did: handledBy is "
                            + handledBy));
        }
        behind("firstResponseAt", firstResponseAt, wrong);
        behind("endedAt", endedAt, wrong);
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong);
        }
    }

    private void behind(String field, @Nullable Instant at, List<InvalidInputException.Detail> wrong) {
        if (at != null && openedAt != null && at.isBefore(openedAt)) {
            wrong.add(new InvalidInputException.Detail(
                    field, "TOO_EARLY", field + " " + at + " is before openedAt " + openedAt));
        }
    }
}
