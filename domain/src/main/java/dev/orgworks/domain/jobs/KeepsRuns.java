package dev.orgworks.domain.jobs;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** A feature whose rows refer to runs: a run is kept, however old, as long as one of these needs it. */
public interface KeepsRuns {

    /** Which of these runs are still referred to. */
    Set<UUID> kept(Collection<UUID> runs);
}
