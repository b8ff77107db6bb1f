package dev.orgworks.domain.sis;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Decides that a plan that waits is never applied. */
@Component
public class RejectPlan {

    private static final Set<ImportState> FROM = Set.of(ImportState.PLANNED, ImportState.HELD);

    private final WaitingPlan waiting;

    RejectPlan(WaitingPlan waiting) {
        this.waiting = waiting;
    }

    /**
     * Rejects it; what it would have done can still be read.
     *
     * @param reason for those who read it later; null for none
     * @throws ConflictException {@code ONLY_PLANNED_OR_HELD} when it does not wait
     */
    @Transactional
    public void reject(Actor actor, SisImport subject, @Nullable String reason) {
        waiting.decide(actor, subject, new WaitingPlan.Decision("import.rejected", FROM, ImportState.REJECTED, reason));
    }
}
