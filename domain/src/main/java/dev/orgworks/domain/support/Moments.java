package dev.orgworks.domain.support;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Instants as columns keep them. */
final class Moments {

    private Moments() {}

    /** To the microsecond, so that what is stored equals what was asked for. */
    static @Nullable Instant stored(@Nullable Instant at) {
        return at == null ? null : at.truncatedTo(ChronoUnit.MICROS);
    }
}
