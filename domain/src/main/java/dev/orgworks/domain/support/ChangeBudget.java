package dev.orgworks.domain.support;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.organizations.LockOrganization;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes a budget. */
@Component
public class ChangeBudget {

    private final ChangeRow change;
    private final LockOrganization lock;
    private final CheckPeriod period;
    private final WriteRow write;
    private final TellThresholds tell;

    ChangeBudget(ChangeRow change, LockOrganization lock, CheckPeriod period, WriteRow write, TellThresholds tell) {
        this.change = change;
        this.lock = lock;
        this.period = period;
        this.write = write;
        this.tell = tell;
    }

    /**
     * Changes it as it stands when it is locked. Thresholds that are reached by that are told.
     *
     * @param wish gets what holds and gives what is to hold; what it says of {@link Automatic} fields is passed over
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such budget
     * @throws dev.orgworks.domain.OutdatedException when the version is not the one expected
     * @throws dev.orgworks.domain.InvalidInputException when its period or its thresholds are none
     * @throws ConflictException when more is spent already than its limit would be, or another budget has a part of its period
     */
    @Transactional
    public Budget change(
            Actor actor, long organizationId, UUID id, ExpectedVersion expected, UnaryOperator<Budget> wish) {
        Budget before = change.locked(organizationId, Budget.class, id, expected);
        Budget wanted = ChangeRow.wanted(before, wish);
        wanted.check();
        if (wanted.limit().compareTo(wanted.spent()) < 0) {
            throw new ConflictException(
                    "SPENT",
                    before.words() + " has " + before.spent().toPlainString() + " spent; its limit cannot be "
                            + wanted.limit().toPlainString());
        }
        if (before.type() != wanted.type() && before.spent().signum() > 0) {
            throw new ConflictException(
                    "SPENT", before.words() + " is spent from; it stays a " + before.type() + " one");
        }
        if (before.type() != wanted.type()
                || !before.periodStart().equals(wanted.periodStart())
                || !before.periodEnd().equals(wanted.periodEnd())) {
            lock.live(organizationId);
            period.check(organizationId, id, wanted);
        }
        Budget after = write.update(actor, before, wanted);
        tell.tell(actor, after);
        return after;
    }
}
