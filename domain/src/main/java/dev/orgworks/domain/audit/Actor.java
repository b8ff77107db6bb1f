package dev.orgworks.domain.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who acts, and in which request.
 *
 * @param name who, as an auditor would want to read it: {@code token:Registrar}, {@code job:sisImport}
 * @param requestId the request's {@code x-request-id}
 * @param correlationId the {@code x-correlation-id} that joins requests of one business case
 */
public record Actor(
        String name, @Nullable String requestId, @Nullable String correlationId) {

    /** A job acting for nobody's request. */
    public static Actor job(String type) {
        return new Actor("job:" + type, null, null);
    }
}
