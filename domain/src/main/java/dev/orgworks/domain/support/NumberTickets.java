package dev.orgworks.domain.support;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gives tickets their numbers: an organization's own series from TICKET-1001 on, passing over those that callers gave. */
@Component
class NumberTickets {

    private static final int FIRST = 1001;

    private final JdbcClient jdbc;

    NumberTickets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The next number; nobody else makes a ticket in this organization until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    String next(long organizationId) {
        long number = lock(organizationId);
        while (taken(organizationId, "TICKET-" + number)) {
            number++;
        }
        jdbc.sql("update support_ticket_series set next_number = :next where organization_id = :organization")
                .param("next", number + 1)
                .param("organization", organizationId)
                .update();
        return "TICKET-" + number;
    }

    /** Keeps the series as it is, so that the next number is not given by a caller meanwhile. */
    @Transactional(propagation = Propagation.MANDATORY)
    long lock(long organizationId) {
        jdbc.sql("""
                        insert into support_ticket_series (organization_id, next_number) values (:organization, :first)
                        on duplicate key update next_number = next_number
                        """)
                .param("organization", organizationId)
                .param("first", FIRST)
                .update();
        return jdbc.sql(
                        "select next_number from support_ticket_series where organization_id = :organization for update")
                .param("organization", organizationId)
                .query(Long.class)
                .single();
    }

    private boolean taken(long organizationId, String number) {
        return jdbc.sql(
                        "select 1 from support_ticket where organization_id = :organization and ticket_number = :number")
                .param("organization", organizationId)
                .param("number", number)
                .query(Integer.class)
                .optional()
                .isPresent();
    }
}
