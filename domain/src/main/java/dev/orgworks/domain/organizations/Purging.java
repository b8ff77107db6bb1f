package dev.orgworks.domain.organizations;

/**
 * What a feature keeps for an organization. When one is purged every bean of this kind is asked again and again until nothing
 * is left; only then the organization's own row goes.
 */
public interface Purging {

    /** What is purged, as the job's progress names it: a word or two without blanks, such as {@code sis.imports}. */
    String name();

    /**
     * Deletes a part of it, in the present transaction.
     *
     * @param limit at most so many rows, or things of which each has a bounded number of rows
     * @return how many went; 0 when nothing is left
     */
    int purge(long organizationId, int limit);
}
