package dev.orgworks.domain.support;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.audit.Actor;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes a row of the desk, of the kinds to which nothing else happens then. */
@Component
public class ChangeRow {

    private final FindRows find;
    private final WriteRow write;

    ChangeRow(FindRows find, WriteRow write) {
        this.find = find;
        this.write = write;
    }

    /**
     * Changes a row as it stands when it is locked, so that what the change leaves alone stays as others left it.
     *
     * @param change gets what holds and gives what is to hold; what it says of {@link Automatic} fields is passed over
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such row
     * @throws dev.orgworks.domain.OutdatedException when the version is not the one expected
     * @throws dev.orgworks.domain.InvalidInputException when it would refer to what the organization does not have
     * @throws dev.orgworks.domain.ConflictException when another row has what is unique
     */
    @Transactional
    public <T extends DeskRow> T change(
            Actor actor,
            long organizationId,
            Class<T> type,
            UUID id,
            ExpectedVersion expected,
            UnaryOperator<T> change) {
        T before = locked(organizationId, type, id, expected);
        return write.update(actor, before, wanted(before, change));
    }

    /** The row that is to be changed. */
    <T extends DeskRow> T locked(long organizationId, Class<T> type, UUID id, ExpectedVersion expected) {
        T before = find.lock(organizationId, type, id);
        expected.check(RowFields.of(type).what().toLowerCase(Locale.ROOT), Objects.requireNonNull(before.version()));
        return before;
    }

    /** What a caller wants of what is his to say. */
    static <T extends DeskRow> T wanted(T before, UnaryOperator<T> change) {
        return RowFields.of(before).keepAutomatic(before, change.apply(before));
    }
}
