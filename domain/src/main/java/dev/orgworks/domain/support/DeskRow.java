package dev.orgworks.domain.support;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the support desk: a record whose components are the columns of its table, and the fields by which the support
 * contract shows it. Those marked {@link Automatic} are the desk's own; callers say the others.
 *
 * <p>What is not stored yet has no id, no version and no times.
 */
public interface DeskRow {

    /** A UUIDv7. */
    @Nullable
    UUID id();

    /** Whose it is. */
    @Nullable
    Long organizationId();

    /** Counts changes. */
    @Nullable
    Long version();

    @Nullable
    Instant createdAt();

    @Nullable
    Instant updatedAt();

    /**
     * Looks whether its fields go together, before it is stored.
     *
     * @throws dev.orgworks.domain.InvalidInputException when they do not
     */
    default void check() {}
}
