package dev.orgworks.domain;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which version a caller wants to change: the one that he read. So nobody's change is lost to somebody who did not see it.
 *
 * @param anyOf the versions that will do; null: whatever it is
 */
public record ExpectedVersion(@Nullable Set<Long> anyOf) {

    /** The caller did not say. */
    public static final ExpectedVersion ANY = new ExpectedVersion(null);

    /**
     * Holds the present version against it.
     *
     * @param what the kind of thing as people call it: {@code organization}
     * @throws OutdatedException when it is another
     */
    public void check(String what, long present) {
        if (anyOf != null && !anyOf.contains(present)) {
            throw new OutdatedException(
                    what,
                    new TreeSet<>(anyOf).stream().map(Object::toString).collect(Collectors.joining(" or ")),
                    Long.toString(present));
        }
    }
}
