package dev.orgworks.domain.idempotency;

import java.util.List;
import java.util.Map;

/**
 * An answer as it went out, so that it can go out again.
 *
 * @param status the HTTP status
 * @param headers those that the route itself set
 * @param body the text, rendered; in UTF-8
 */
public record KeptAnswer(int status, Map<String, List<String>> headers, String body) {

    /** Whether something was done; a refusal did nothing and is not kept, so that a mended request runs. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
