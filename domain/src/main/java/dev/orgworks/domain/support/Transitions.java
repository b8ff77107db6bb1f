package dev.orgworks.domain.support;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.InvalidInputException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What may follow what.
 *
 * @param what the kind of thing as people call it: {@code ticket}
 * @param next for each status those that may follow it
 */
record Transitions<S extends Enum<S>>(String what, Map<S, Set<S>> next) {

    /**
     * Looks whether a row may come by a status.
     *
     * @param first the status of new ones
     * @param from the one before; null: it is new
     * @throws InvalidInputException when a new one has another
     * @throws ConflictException when it may not follow
     */
    void begin(S first, @Nullable S from, S to) {
        if (from != null) {
            check(from, to);
        } else if (to != first) {
            throw new InvalidInputException(
                    "status", "NOT_FIRST", "status of a new " + what + " is " + first + "; change it afterwards");
        }
    }

    /**
     * Looks whether one status may follow another; none follows itself, and nothing happens then.
     *
     * @throws ConflictException when it may not, naming those that may
     */
    void check(S from, S to) {
        Set<S> allowed = next.getOrDefault(from, Set.of());
        if (from != to && !allowed.contains(to)) {
            throw new ConflictException(
                    "WRONG_TRANSITION",
                    "The " + what + " is " + from + " and cannot become " + to + "; "
                            + (allowed.isEmpty()
                                    ? from + " is final"
                                    : "it can become "
                                            + allowed.stream()
                                                    .sorted()
                                                    .map(Enum::name)
                                                    .collect(Collectors.joining(" or "))));
        }
    }
}
