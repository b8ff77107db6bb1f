package dev.orgworks.api.http;

import dev.orgworks.domain.InvalidInputException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The header {@code Idempotency-Key}, under its two names, quoted (as a structured field, RFC 9651) or not. */
final class IdempotencyKey {

    private static final List<String> NAMES = List.of("Idempotency-Key", "x-idempotency-key");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1,255}");

    private IdempotencyKey() {}

    /**
     * The key that a request carries.
     *
     * @throws InvalidInputException when it carries two different ones, or one that is no key
     */
    static Optional<String> of(HttpServletRequest request) {
        Set<String> keys = new LinkedHashSet<>();
        for (String name : NAMES) {
            for (String sent : Collections.list(request.getHeaders(name))) {
                keys.add(key(sent));
            }
        }
        if (keys.size() > 1) {
            throw new InvalidInputException(
                    NAMES.get(0),
                    "SEVERAL_KEYS",
                    "The request carries two different idempotency keys; send one, as Idempotency-Key");
        }
        return keys.stream().findFirst();
    }

    private static String key(String sent) {
        String text = sent.strip();
        String key = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1).replaceAll("\\\\([\"\\\\])", "$1")
                : text;
        if (!PRINTABLE.matcher(key).matches()) {
            throw new InvalidInputException(
                    NAMES.get(0),
                    "INVALID_FORMAT",
                    "Idempotency-Key must be 1 to 255 printable ASCII characters, such as a new UUID");
        }
        return key;
    }
}
