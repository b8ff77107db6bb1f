package dev.orgworks.api.proof;

import java.util.Locale;

/** How the platform ends in the middle of its work. */
enum Interruption {
    /** It and its database are gone at once, as if the machine were. */
    KILL {
        @Override
        void interrupt(Platform platform) {
            platform.kill();
        }
    },
    /** It is asked to end, and does so in order. */
    TERM {
        @Override
        void interrupt(Platform platform) {
            platform.terminate();
        }
    };

    abstract void interrupt(Platform platform);

    /** @throws IllegalArgumentException when there is none of this name */
    static Interruption of(String name) {
        for (Interruption each : values()) {
            if (each.name().equals(name.toUpperCase(Locale.ROOT).replaceFirst("^SIG", ""))) {
                return each;
            }
        }
        throw new IllegalArgumentException("--signal is KILL or TERM, not " + name);
    }
}
