package dev.orgworks.api.activity;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.activity.ActivityKind;
import dev.orgworks.domain.activity.ToldActivity;
import dev.orgworks.domain.activity.ToldActivity.Whom;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one event of a body; what is wrong with it is said of it alone. */
final class ReadActivity {

    private static final Set<String> FIELDS =
            new TreeSet<>(Set.of("eventId", "learner", "kind", "course", "value", "at"));
    private static final Set<String> NAMES = new TreeSet<>(Set.of("id", "externalId"));
    private static final int LONGEST_NUMBER = 40;
    private static final int MOST_EXPONENT = 20;

    private final Map<?, ?> event;

    private ReadActivity(Map<?, ?> event) {
        this.event = event;
    }

    /** @throws InvalidInputException naming the first field that is not as it must be */
    static ToldActivity of(@Nullable Map<?, ?> event) {
        if (event == null) {
            throw new InvalidInputException(null, "REQUIRED", "An event must be an object");
        }
        known(event, FIELDS, "an event");
        return new ReadActivity(event).read();
    }

    private ToldActivity read() {
        return new ToldActivity(needed("eventId"), learner(), kind(), text("course"), value(), at());
    }

    private static void known(Map<?, ?> object, Set<String> fields, String what) {
        for (Object name : object.keySet()) {
            if (!fields.contains(String.valueOf(name))) {
                throw new InvalidInputException(
                        String.valueOf(name),
                        "UNKNOWN_FIELD",
                        name + " is not a field of " + what + "; these are " + String.join(", ", fields));
            }
        }
    }

    private Whom learner() {
        Object given = event.get("learner");
        if (!(given instanceof Map<?, ?> names)) {
            throw new InvalidInputException(
                    "learner", "REQUIRED", "learner must be {\"externalId\": \"…\"} or {\"id\": …}");
        }
        known(names, NAMES, "learner");
        Object id = names.get("id");
        Object externalId = names.get("externalId");
        if ((id == null) == (externalId == null)) {
            throw new InvalidInputException("learner", "REQUIRED", "learner must be named by either id or externalId");
        }
        if (externalId instanceof String text) {
            return new Whom(null, text);
        }
        if (id instanceof Integer || id instanceof Long) {
            return new Whom(((Number) id).longValue(), null);
        }
        throw new InvalidInputException("learner", "INVALID", "learner.id must be a number, learner.externalId a text");
    }

    private ActivityKind kind() {
        String text = needed("kind");
        return Arrays.stream(ActivityKind.values())
                .filter(kind -> kind.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "kind",
                        "INVALID",
                        "kind must be one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(ActivityKind.values())
                                                .map(ActivityKind::name)
                                                .toList())));
    }

    private @Nullable BigDecimal value() {
        Object given = event.get("value");
        if (given == null) {
            return null;
        }
        String text = String.valueOf(given);
        if ((given instanceof Integer
                        || given instanceof Long
                        || given instanceof BigInteger
                        || given instanceof BigDecimal
                        || given instanceof String)
                && text.length() <= LONGEST_NUMBER) {
            try {
                BigDecimal value = new BigDecimal(text.strip());
                if (Math.abs((long) value.scale()) <= MOST_EXPONENT) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw noNumber();
            }
        }
        throw noNumber();
    }

    private static InvalidInputException noNumber() {
        return new InvalidInputException("value", "INVALID", "value must be a decimal such as 62.5");
    }

    private Instant at() {
        String text = needed("at");
        try {
            return OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidInputException("at", "INVALID", "at must be an instant such as 2026-01-24T09:30:00Z");
        }
    }

    private String needed(String field) {
        String text = text(field);
        if (text == null) {
            throw new InvalidInputException(field, "REQUIRED", field + " is needed");
        }
        return text;
    }

    private @Nullable String text(String field) {
        Object given = event.get(field);
        if (given == null || given instanceof String) {
            return (String) given;
        }
        throw new InvalidInputException(field, "INVALID", field + " must be a text");
    }
}
