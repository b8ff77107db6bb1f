package dev.orgworks.domain.support;

import dev.orgworks.domain.audit.Actor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Adds a row to the desk of an organization, of the kinds to which nothing else happens then. */
@Component
public class AddRow {

    private final WriteRow write;

    AddRow(WriteRow write) {
        this.write = write;
    }

    /**
     * Adds it.
     *
     * @return the row as it is stored
     * @throws dev.orgworks.domain.InvalidInputException when it refers to what the organization does not have
     * @throws dev.orgworks.domain.ConflictException when another row has what is unique
     */
    @Transactional
    public <T extends DeskRow> T add(Actor actor, long organizationId, T row) {
        return write.insert(actor, organizationId, row);
    }
}
