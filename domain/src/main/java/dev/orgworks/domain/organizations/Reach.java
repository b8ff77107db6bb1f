package dev.orgworks.domain.organizations;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The organizations that somebody may see and act on.
 *
 * @param only their ids; null means every organization, also those made later
 */
public record Reach(@Nullable Set<Long> only) {

    /** Every organization. */
    public static final Reach EVERYTHING = new Reach(null);

    public Reach {
        only = only == null ? null : Set.copyOf(only);
    }

    public boolean isEverything() {
        return only == null;
    }

    /**
     * The ids for an SQL list, beside a parameter that says {@link #isEverything}: never empty, since {@code in ()} is no SQL;
     * no organization has the id that then stands in.
     */
    public Set<Long> ids() {
        return only == null || only.isEmpty() ? Set.of(-1L) : only;
    }

    public boolean covers(long organizationId) {
        return only == null || only.contains(organizationId);
    }
}
