package dev.orgworks.domain.jobs;

import java.time.Instant;

/**
 * Something that a feature keeps for a while only. The {@code housekeeping} job asks every bean of this kind again and again
 * until there is nothing left to clear.
 */
public interface Clearing {

    /** What is cleared, as the job's progress names it: a word or two without blanks, such as {@code sis.stages}. */
    String name();

    /**
     * Clears a part of what is no longer kept. Called in a transaction of its own, in which all of it happens; so it
     * must be small enough for one.
     *
     * @param now the time against which ages are measured
     * @param limit at most so many rows, or things of which each has a bounded number of rows
     * @return how many were cleared; 0 when nothing is left
     */
    int clear(Instant now, int limit);
}
