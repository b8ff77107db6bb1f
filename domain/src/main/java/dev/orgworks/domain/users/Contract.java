package dev.orgworks.domain.users;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The five API documents that front ends were written against; each shows the same organizations in its own words. */
public enum Contract {
    /** The platform's own; its bodies hold what the workspace's and the studio's hold. */
    LEARNING,
    WORKSPACE,
    STUDIO,
    SUPPORT,
    METERING;

    /** As headers, settings and bodies write it. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The contract that is called so.
     *
     * @throws IllegalArgumentException when none is
     */
    @JsonCreator
    public static Contract of(String word) {
        return valueOf(word.strip().toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return word();
    }
}
