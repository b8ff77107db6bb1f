package dev.orgworks.domain.support;

import java.util.stream.Stream;

/** What rules decide about. */
public enum SubjectType {
    TICKET(Ticket.class),
    ESCALATION(Escalation.class),
    REFUND(Refund.class);

    private final Class<? extends DeskRow> rows;

    SubjectType(Class<? extends DeskRow> rows) {
        this.rows = rows;
    }

    static SubjectType of(DeskRow row) {
        return Stream.of(values())
                .filter(type -> type.rows.isInstance(row))
                .findFirst()
                .orElseThrow();
    }

    Class<? extends DeskRow> rows() {
        return rows;
    }
}
