package dev.orgworks.api.audit;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.audit.FindEvents.Filter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a query asks of the audit. A name or a value that is not understood is refused, for nobody should take a part of an audit
 * for the whole or the whole for a part.
 *
 * @param cursor the id before which a page begins; null: none was given
 */
record AuditQuery(Filter filter, @Nullable Long cursor) {

    private static final Set<String> NAMES = Set.of(
            "actor",
            "action",
            "targetType",
            "targetId",
            "from",
            "to",
            "requestId",
            "limit",
            "offset",
            "cursor",
            "format");

    /**
     * Reads a query; {@code limit} and {@code offset} are read elsewhere.
     *
     * @throws InvalidInputException naming all that is wrong with it
     */
    static AuditQuery of(Map<String, String> query) {
        List<Detail> wrong = new ArrayList<>();
        query.keySet().stream()
                .filter(name -> !NAMES.contains(name))
                .sorted()
                .forEach(name -> wrong.add(new Detail(
                        name,
                        "UNKNOWN_FIELD",
                        name + " is none of " + String.join(", ", new java.util.TreeSet<>(NAMES)))));
        Filter filter = new Filter(
                text(query, "actor", 255, ".+", "who acted, such as token:Registrar", wrong),
                text(
                        query,
                        "action",
                        64,
                        "[A-Za-z_.-]+",
                        "an action such as learner.edited, or learner. for all of learners",
                        wrong),
                text(query, "targetType", 64, "[A-Za-z_.-]+", "a kind of thing, such as learner", wrong),
                text(query, "targetId", 64, ".+", "the id of a thing", wrong),
                instant(query, "from", wrong),
                instant(query, "to", wrong),
                text(query, "requestId", 128, "[A-Za-z0-9._:-]+", "a request's x-request-id", wrong));
        if (filter.from() != null && filter.to() != null && filter.to().isBefore(filter.from())) {
            wrong.add(new Detail("to", "OUT_OF_RANGE", "to must not be before from"));
        }
        text(query, "format", 4, "json|csv", "json or csv", wrong);
        Long cursor = cursor(query.get("cursor"), wrong);
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong);
        }
        return new AuditQuery(filter, cursor);
    }

    static String cursor(long id) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Long.toString(id).getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Long cursor(@Nullable String text, List<Detail> wrong) {
        if (text == null) {
            return null;
        }
        if (text.isEmpty()) {
            return Long.MAX_VALUE;
        }
        try {
            String id = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            if (id.matches("[1-9][0-9]{0,17}")) {
                return Long.valueOf(id);
            }
        } catch (IllegalArgumentException e) {
            // no base 64: said below
        }
        wrong.add(new Detail(
                "cursor", "INVALID", "cursor must be a meta.nextCursor of an earlier page, or empty for the first"));
        return null;
    }

    private static @Nullable String text(
            Map<String, String> query, String name, int most, String form, String meaning, List<Detail> wrong) {
        String text = query.get(name);
        if (text != null && text.length() > most) {
            wrong.add(new Detail(name, "TOO_LONG", name + " must not be longer than " + most + " characters"));
            return null;
        }
        if (text != null && !text.matches(form)) {
            wrong.add(new Detail(name, "INVALID", name + " must be " + meaning));
            return null;
        }
        return text;
    }

    private static @Nullable Instant instant(Map<String, String> query, String name, List<Detail> wrong) {
        String text = query.get(name);
        try {
            Instant instant = text == null ? null : Instant.parse(text);
            if (instant == null
                    || (instant.isAfter(Instant.parse("1000-01-01T00:00:00Z"))
                            && instant.isBefore(Instant.parse("9999-12-31T00:00:00Z")))) {
                return instant;
            }
        } catch (DateTimeParseException e) {
            // no instant: said below
        }
        wrong.add(new Detail(name, "INVALID", name + " must be an instant like 2026-01-31T12:00:00Z"));
        return null;
    }
}
