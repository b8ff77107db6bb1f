package dev.orgworks.domain.support;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.audit.Actor;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Deletes a row of the desk. */
@Component
public class DeleteRow {

    private final ChangeRow change;
    private final WriteRow write;

    DeleteRow(ChangeRow change, WriteRow write) {
        this.change = change;
        this.write = write;
    }

    /**
     * Deletes it.
     *
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such row
     * @throws dev.orgworks.domain.OutdatedException when the version is not the one expected
     * @throws dev.orgworks.domain.ConflictException when other rows refer to it
     */
    @Transactional
    public <T extends DeskRow> void delete(
            Actor actor, long organizationId, Class<T> type, UUID id, ExpectedVersion expected) {
        write.delete(actor, change.locked(organizationId, type, id, expected));
    }
}
