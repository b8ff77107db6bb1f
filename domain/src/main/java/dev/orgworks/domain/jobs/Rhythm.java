package dev.orgworks.domain.jobs;

import dev.orgworks.domain.InvalidInputException;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When something recurs, said in local times; {@link NextRuns} makes instants of them. */
public sealed interface Rhythm permits Cron, Cadence {

    /**
     * The one that is given; empty when none is.
     *
     * @throws InvalidInputException when both are given, or the cron is none
     */
    static Optional<Rhythm> of(@Nullable String cron, @Nullable Cadence cadence) {
        if (cron != null && cadence != null) {
            throw new InvalidInputException("cron", "AMBIGUOUS", "Give either cron or cadence, not both");
        }
        return cron == null ? Optional.ofNullable(cadence) : Optional.of(Cron.parse(cron));
    }

    /** The first local time behind another; empty when there is none any more. */
    Optional<LocalDateTime> next(LocalDateTime after);

    /** Whether it recurs in every hour of its days, and so goes by the hours that pass rather than by their names. */
    boolean everyHour();
}
