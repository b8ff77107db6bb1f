package dev.orgworks.api.proof;

import java.util.Locale;

/** The phase in which a job was interrupted, empty before the first, and how far it was in that. */
record Hit(String phase, long done) {

    @Override
    public String toString() {
        return phase.isEmpty() ? "before it began" : String.format(Locale.ROOT, "%s at %,d", phase, done);
    }
}
