package dev.orgworks.domain.users;

import java.text.Normalizer;
import java.util.Locale;

/** By what addresses are compared: without regard to case and to how their accents are composed. */
public final class EmailKey {

    private EmailKey() {}

    /** The key of an address. */
    public static String of(String email) {
        return Normalizer.normalize(email.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
