package dev.orgworks.domain.idempotency;

import java.util.Collection;
import java.util.List;

/** The key stands for another request; nothing was done for this one. */
public class KeyReusedException extends RuntimeException {

    private static final int NAMED = 20;

    private final transient List<String> places;

    KeyReusedException(Collection<String> places) {
        super("This Idempotency-Key was sent with another request before, which differs at "
                + String.join(", ", named(places)) + "; take a new key for a new request");
        this.places = named(places);
    }

    /**
     * Where the two requests differ, at most twenty places: JSON pointers into the body, or a question mark and the name of
     * a parameter of the query. Never what stands there.
     */
    public List<String> places() {
        return places;
    }

    private static List<String> named(Collection<String> places) {
        return places.stream()
                .map(place -> place.isEmpty() ? "the whole body" : place)
                .limit(NAMED)
                .toList();
    }
}
