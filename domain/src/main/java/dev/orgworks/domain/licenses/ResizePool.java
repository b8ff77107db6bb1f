package dev.orgworks.domain.licenses;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.audit.Actor;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gives a pool another number of seats. */
@Component
public class ResizePool {

    /**
     * What it came to.
     *
     * @param lost the seats that ended for it, as they were
     */
    public record Resized(LicensePool pool, List<Seat> lost) {}

    private final FindPools pools;
    private final ShrinkPool shrink;
    private final WritePool write;
    private final TellPoolChange tell;

    ResizePool(FindPools pools, ShrinkPool shrink, WritePool write, TellPoolChange tell) {
        this.pools = pools;
        this.shrink = shrink;
        this.write = write;
        this.tell = tell;
    }

    /**
     * Sets the number of seats.
     *
     * @param policy who loses his seat if there are fewer than are in use
     * @param learners for {@link Shrink#LIST}
     * @throws ConflictException when the pool would be smaller than its use, and the policy does not allow it or the list does
     *     not name enough holders
     * @throws InvalidInputException when there cannot be so many
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Resized resize(
            Actor actor, long organizationId, long poolId, int total, Shrink policy, List<Long> learners) {
        List<Detail> wrong = new ArrayList<>();
        PoolDraft.range(wrong, "total", total, 0, CreatePool.MOST_SEATS);
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong);
        }
        LicensePool before = pools.locked(organizationId, poolId);
        if (total == before.total()) {
            return new Resized(before, List.of());
        }
        List<Seat> lost = shrink.to(actor, before, total, policy, learners);
        write.resize(poolId, total);
        return new Resized(tell.changed(actor, "license.pool.resized", before), lost);
    }
}
