package dev.orgworks.api.http;

import dev.orgworks.domain.InvalidInputException.Detail;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * A request that was refused or failed, before it has the shape of a contract.
 *
 * @param error the kind, the same for every failure of its kind
 * @param message what is wrong here, and how to mend it
 * @param code a stable word for programs; null where the status says it all
 * @param details every wrong field; empty when it is not about fields
 * @param headers that the answer needs
 * @param facts what else a program may want to know, by name; contracts that have no place for it leave it out
 */
public record Failure(
        HttpStatusCode status,
        String error,
        String message,
        @Nullable String code,
        List<Detail> details,
        HttpHeaders headers,
        Map<String, Object> facts) {

    /** A failure about which there is no more to know. */
    public Failure(
            HttpStatusCode status,
            String error,
            String message,
            @Nullable String code,
            List<Detail> details,
            HttpHeaders headers) {
        this(status, error, message, code, details, headers, Map.of());
    }

    public static Failure of(HttpStatusCode status, String error, String message) {
        return new Failure(status, error, message, null, List.of(), HttpHeaders.EMPTY);
    }

    /** Fields that are wrong. */
    public static Failure invalid(List<Detail> details) {
        return new Failure(
                HttpStatus.BAD_REQUEST,
                "Validation failed",
                details.get(0).message(),
                null,
                details,
                HttpHeaders.EMPTY);
    }

    /** The same with a word for programs. */
    public Failure withCode(@Nullable String word) {
        return new Failure(status, error, message, word, details, headers, facts);
    }

    /** The same with headers. */
    public Failure withHeaders(HttpHeaders more) {
        return new Failure(status, error, message, code, details, more, facts);
    }

    /** The same with something else to know. */
    public Failure withFact(String name, Object value) {
        return new Failure(status, error, message, code, details, headers, Map.of(name, value));
    }
}
