package dev.orgworks.domain.support;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that has to be so.
 *
 * @param field the name of a fact, see {@link Facts}
 * @param value what the fact is held against
 */
record Condition(String field, Operator operator, Object value) {

    private static final int LONGEST_FIELD = 100;
    private static final String FIELD = "[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z0-9_-]+)*";
    private static final Set<String> PARTS = Set.of("field", "operator", "value");

    /**
     * Reads one.
     *
     * @param where it stands, for whoever has to mend it
     * @throws InvalidInputException naming everything that is wrong with it
     */
    static Condition of(@Nullable Object written, String where) {
        if (!(written instanceof Map<?, ?> parts)) {
            throw new InvalidInputException(
                    where, "INVALID", where + " must be an object with field, operator and value");
        }
        List<Detail> wrong = new ArrayList<>();
        parts.keySet().stream()
                .map(String::valueOf)
                .filter(name -> !PARTS.contains(name))
                .forEach(name -> wrong.add(new Detail(
                        where + "." + name,
                        "UNKNOWN_FIELD",
                        where + "." + name + " is not a field here; these are field, operator, value")));
        String field = parts.get("field") instanceof String text ? text : "";
        if (field.length() > LONGEST_FIELD || !field.matches(FIELD)) {
            wrong.add(new Detail(
                    where + ".field",
                    "INVALID",
                    where + ".field must be the name of a field, such as priority or customer.tier, of at most "
                            + LONGEST_FIELD + " letters, digits, underscores and dots"));
        }
        Optional<Operator> operator = operator(parts.get("operator"));
        if (operator.isEmpty()) {
            wrong.add(new Detail(
                    where + ".operator",
                    "INVALID",
                    where + ".operator must be one of "
                            + Stream.of(Operator.values()).map(Operator::word).collect(Collectors.joining(", "))));
        }
        Object value = parts.get("value");
        if (operator.isPresent() && (value == null || !operator.get().takes(value))) {
            wrong.add(new Detail(
                    where + ".value",
                    "INVALID",
                    where + ".value must be " + operator.get().taken() + " where the operator is "
                            + operator.get().word()));
        }
        if (!wrong.isEmpty() || value == null) {
            throw new InvalidInputException(wrong);
        }
        return new Condition(field, operator.orElseThrow(), value);
    }

    private static Optional<Operator> operator(@Nullable Object word) {
        return Stream.of(Operator.values())
                .filter(operator -> operator.word().equals(word))
                .findFirst();
    }

    /** Whether it is so. Of a fact that there is not only {@code exists false} holds. */
    boolean holds(Facts facts) {
        Object found = facts.find(field).orElse(null);
        return found == null ? operator == Operator.EXISTS && value.equals(false) : operator.holds(found, value);
    }
}
