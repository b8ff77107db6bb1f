package dev.orgworks.domain.learners;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/**
 * The one rule by which ids and logins compare, and the form in which values are stored.
 *
 * <p>Keys are computed here only, and stored in columns that compare bytes ({@code utf8mb4_bin}); SQL never folds case
 * or accents, so Java and the database cannot disagree about which two rows mean the same learner.
 *
 * <p>"Trimmed" means: without white space of any kind (Unicode's, with the no-break spaces) and without zero-width
 * characters (U+200B–U+200D, U+2060, U+FEFF) at both ends. "NFC" is Unicode's canonical composition.
 */
public final class LearnerKeys {

    private LearnerKeys() {}

    /** A value as it is stored: trimmed, in NFC. Zero-width characters inside stay; emoji are joined by them. */
    public static String clean(String value) {
        String trimmed = trimmed(value);
        return ascii(trimmed) ? trimmed : nfc(trimmed);
    }

    /** What two ids of the student information system are compared by: trimmed, no zero-width, NFC; case counts. */
    public static String externalKey(String value) {
        String trimmed = trimmed(value);
        return ascii(trimmed) ? trimmed : nfc(withoutZeroWidth(trimmed));
    }

    /** What two logins are compared by: as {@link #externalKey}, in lower case; accents count. */
    public static String loginKey(String value) {
        String key = externalKey(value);
        String lower = key.toLowerCase(Locale.ROOT);
        return ascii(lower) ? lower : nfc(lower);
    }

    private static String trimmed(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && blank(value.charAt(from))) {
            from++;
        }
        while (from < to && blank(value.charAt(to - 1))) {
            to--;
        }
        return value.substring(from, to);
    }

    private static boolean blank(char c) {
        if (c <= ' ') {
            return c == ' ' || (c >= '\t' && c <= '\r');
        }
        return c > '~' && (c == '\u0085' || Character.isSpaceChar(c) || zeroWidth(c));
    }

    private static boolean zeroWidth(char c) {
        return (c >= '\u200B' && c <= '\u200D') || c == '\u2060' || c == '\uFEFF';
    }

    private static String withoutZeroWidth(String value) {
        StringBuilder kept = null;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (zeroWidth(c)) {
                if (kept == null) {
                    kept = new StringBuilder(value.length()).append(value, 0, i);
                }
            } else if (kept != null) {
                kept.append(c);
            }
        }
        return kept == null ? value : kept.toString();
    }

    private static boolean ascii(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static String nfc(String value) {
        return Normalizer.isNormalized(value, Form.NFC) ? value : Normalizer.normalize(value, Form.NFC);
    }
}
