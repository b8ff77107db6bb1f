package dev.orgworks.domain.audit;

import org.jspecify.annotations.Nullable;

/**
 * What a look at a chain found.
 *
 * @param organizationId the organization; null: the platform's own chain
 * @param rows how many events follow each other as they were written, from the first
 * @param headHash the hash of the last of them, 64 hexadecimal digits; null: there is none. Noted elsewhere, it later proves
 *     that all up to it are still the same.
 * @param unchained events of a release that had no chain: the next event takes them in
 * @param tampered the first place where somebody tampered with the chain; null: nobody did
 */
public record ChainReport(
        @Nullable Long organizationId,
        long rows,
        @Nullable String headHash,
        long unchained,
        @Nullable Tampering tampered) {

    public boolean ok() {
        return tampered == null;
    }

    /** What somebody did. */
    public enum Kind {
        /** The event is not as it was written. */
        CHANGED,
        /** An event between others is gone. */
        MISSING,
        /** The event was not written by the platform. */
        INSERTED,
        /** The event is at the place of another. */
        REORDERED,
        /** The last events are gone. */
        CUT_OFF,
        /** The record of where the chain ends is not as it was written. */
        HEAD_CHANGED
    }

    /**
     * A place where somebody tampered with a chain.
     *
     * @param id the event's id; null when it is gone
     * @param sequence its place in the chain; null when it has none
     * @param message for people
     */
    public record Tampering(
            Kind kind, @Nullable Long id, @Nullable Long sequence, String message) {}
}
