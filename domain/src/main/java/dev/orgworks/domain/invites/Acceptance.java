package dev.orgworks.domain.invites;

import dev.orgworks.domain.users.Password;
import dev.orgworks.domain.users.TokenSecret;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who accepts an invite.
 *
 * @param secret of its link, by which he shows that he has the mailbox
 * @param firstName needed when nobody has an account of the address, and so is the other name
 * @param password with which he signs in from now on; only when nobody has
 * @param visitor the user as whom he sends the request; null: as none
 * @param requestId the request's {@code x-request-id}
 * @param correlationId its {@code x-correlation-id}
 */
public record Acceptance(
        TokenSecret secret,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable Password password,
        @Nullable Long visitor,
        String requestId,
        String correlationId) {

    @Override
    public String toString() {
        return "Acceptance[hidden]";
    }
}
