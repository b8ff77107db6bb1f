package dev.orgworks.domain.licenses;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.audit.Actor;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Changes a pool: its name, its expiry, who gets a seat by itself, what becomes of idle seats. */
@Component
public class ChangePool {

    private final FindPools pools;
    private final WritePool write;
    private final TellPoolChange tell;

    ChangePool(FindPools pools, WritePool write, TellPoolChange tell) {
        this.pools = pools;
        this.write = write;
        this.tell = tell;
    }

    /**
     * Changes a pool as it is now; a change that changes nothing writes nothing.
     *
     * @param change given the pool as it is under its lock
     * @throws dev.orgworks.domain.InvalidInputException naming everything that cannot be
     * @throws dev.orgworks.domain.OutdatedException when it is not as the caller saw it
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such pool
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public LicensePool change(
            Actor actor, long organizationId, long poolId, ExpectedVersion seen, UnaryOperator<PoolDraft> change) {
        LicensePool before = pools.locked(organizationId, poolId);
        seen.check("pool", before.version());
        PoolDraft draft = change.apply(PoolDraft.of(before));
        if (draft.equals(PoolDraft.of(before))) {
            return before;
        }
        draft.check();
        write.update(poolId, draft);
        return tell.changed(actor, "license.pool.changed", before);
    }
}
