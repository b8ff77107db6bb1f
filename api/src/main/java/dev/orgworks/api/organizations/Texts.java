package dev.orgworks.api.organizations;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Texts as people meant them: without blanks around, and one spelling of each letter, so that equal names are equal. */
final class Texts {

    private Texts() {}

    /** Null stays null, for the constraint to find. */
    @SuppressWarnings("NullAway")
    static String trimmed(@Nullable String text) {
        return text == null ? null : Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
    }

    static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : trimmed(text);
    }

    /** A name as it would stand in a URL: "Acme Corp" is {@code acme-corp}; null when it has no letter that could. */
    static @Nullable String slug(String name) {
        String ascii = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return ascii.isEmpty() ? null : ascii;
    }
}
