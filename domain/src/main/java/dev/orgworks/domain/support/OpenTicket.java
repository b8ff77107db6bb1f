package dev.orgworks.domain.support;

import dev.orgworks.domain.audit.Actor;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Opens a ticket. */
@Component
public class OpenTicket {

    private final NumberTickets numbers;
    private final MarkEscalated mark;
    private final WriteRow write;
    private final DecideOn decide;

    OpenTicket(NumberTickets numbers, MarkEscalated mark, WriteRow write, DecideOn decide) {
        this.numbers = numbers;
        this.mark = mark;
        this.write = write;
        this.decide = decide;
    }

    /**
     * Opens it, with the organization's next number unless it has one, and lets the rules decide about it.
     *
     * @throws dev.orgworks.domain.InvalidInputException when it refers to what the organization does not have
     * @throws dev.orgworks.domain.ConflictException when another ticket has its number
     */
    @Transactional
    public Ticket open(Actor actor, long organizationId, Ticket ticket) {
        // a rule may escalate it
        mark.lock(ticket.conversationId());
        if (ticket.ticketNumber() == null) {
            String number = numbers.next(organizationId);
            return decide.on(
                    actor,
                    write.insert(
                            actor, organizationId, RowFields.of(ticket).with(ticket, Map.of("ticketNumber", number))));
        }
        numbers.lock(organizationId);
        return decide.on(actor, write.insert(actor, organizationId, ticket));
    }
}
