package dev.orgworks.domain.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who acts, and in which request.
 *
 * @param name who, as an auditor would want to read it: {@code token:Registrar}, {@code job:sisImport}
 * @param requestId the request's {@code x-request-id}
 * @param correlationId the {@code x-correlation-id} that joins requests of one business case
 * @param login the login of the learner that he is himself; null: of none
 */
public record Actor(
        String name,
        @Nullable String requestId,
        @Nullable String correlationId,
        @Nullable String login) {

    /** Somebody who is no learner. */
    public Actor(String name, @Nullable String requestId, @Nullable String correlationId) {
        this(name, requestId, correlationId, null);
    }

    /** A job acting for nobody's request. */
    public static Actor job(String type) {
        return new Actor("job:" + type, null, null);
    }
}
