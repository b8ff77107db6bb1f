package dev.orgworks.domain.provisioning;

import java.time.Instant;

/** What can be done to a token that was handed out. */
public sealed interface ProvisioningChange {

    /** It opens nothing any more, at once and for ever. Doing it again changes nothing. */
    record Revoke() implements ProvisioningChange {}

    record Rename(String label) implements ProvisioningChange {}

    /**
     * It ends at another time; also one that has expired.
     *
     * @param expiresAt at most 30 days ahead
     */
    record Extend(Instant expiresAt) implements ProvisioningChange {}

    /** It gets another secret; the present one opens nothing any more, at once. */
    record Rotate() implements ProvisioningChange {}
}
