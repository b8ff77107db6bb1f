package dev.orgworks.domain.webhooks;

import java.util.List;
import java.util.UUID;

/**
 * A delivery that this node has taken to send it.
 *
 * @param eventId what the header {@code webhook-id} says
 * @param payload the body
 * @param keys of the signatures: the present secret, and the one before it as long as that signs too
 * @param attempts failed ones so far
 * @param claim the number under which it may be said what became of it
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record ClaimedDelivery(
        long id,
        long endpointId,
        UUID eventId,
        String url,
        String payload,
        List<byte[]> keys,
        int attempts,
        int claim) {

    @Override
    public String toString() {
        return "ClaimedDelivery[" + id + "]";
    }
}
