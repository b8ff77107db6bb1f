package dev.orgworks.api.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Entity tags of things with a version. */
public final class Etag {

    private Etag() {}

    /**
     * A tag whose first part is the version, which {@code If-Match} takes back; the second changes with what else is shown
     * beside the thing's own row, so that {@code If-None-Match} never hides that.
     *
     * @param beside values of the same hash code in every process: texts, numbers, instants, records of these
     */
    public static String of(long version, @Nullable Object... beside) {
        return "\"%d-%08x\"".formatted(version, Arrays.hashCode(beside));
    }
}
