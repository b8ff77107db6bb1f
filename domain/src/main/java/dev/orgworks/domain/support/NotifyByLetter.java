package dev.orgworks.domain.support;

import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.mail.Letter;
import dev.orgworks.domain.mail.MailKind;
import dev.orgworks.domain.mail.QueueMail;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The action {@code NOTIFY}: sends a letter to the addresses {@code to}, perhaps with a {@code message}. */
@Component
class NotifyByLetter implements RuleAction {

    private static final int MOST_ADDRESSES = 10;
    private static final int LONGEST_MESSAGE = 1_000;

    private final QueueMail mail;

    NotifyByLetter(QueueMail mail) {
        this.mail = mail;
    }

    @Override
    public DecisionRule.Action action() {
        return DecisionRule.Action.NOTIFY;
    }

    @Override
    public List<Detail> wrong(long organizationId, ActionParams params) {
        return Stream.of(
                        params.others("to", "message"),
                        params.addresses("to", MOST_ADDRESSES),
                        params.has("message") ? params.text("message", LONGEST_MESSAGE) : Stream.<Detail>empty())
                .flatMap(details -> details)
                .toList();
    }

    @Override
    public Done act(Actor actor, DecisionRule rule, ActionParams params, DeskRow subject) {
        Set<String> addresses = new TreeSet<>(params.texts("to"));
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("rule", rule.name());
        model.put("subject", SubjectType.of(subject).name().toLowerCase(Locale.ROOT));
        model.put("about", about(subject));
        params.find("message").ifPresent(message -> model.put("message", message));
        for (String address : addresses) {
            mail.queue(actor, new Letter(subject.organizationId(), MailKind.DESK_DECISION, address, null, model, null));
        }
        return new Done(subject, "Letters go to " + String.join(", ", addresses));
    }

    private static String about(DeskRow subject) {
        if (subject instanceof Ticket ticket) {
            return ticket.ticketNumber() + ", " + ticket.subject();
        }
        if (subject instanceof Refund refund) {
            return "order " + refund.orderId() + ", " + refund.amount().toPlainString();
        }
        return String.valueOf(subject.id());
    }
}
