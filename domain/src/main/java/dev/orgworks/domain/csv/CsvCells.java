package dev.orgworks.domain.csv;

/**
 * Makes text safe to open in a spreadsheet, and gives the text back.
 *
 * <p>A spreadsheet runs a cell as a formula when it begins with {@code = + - @}, a tab or a line break, also behind
 * spaces and as a full-width variant. OWASP ("CSV Injection") has such cells begin with a single quote, which a
 * spreadsheet takes as "this is text". A text that already consists of single quotes before such a beginning gets one
 * more, so that {@link #original} is the exact inverse: {@code original(safe(x)).equals(x)} for every {@code x}.
 */
public final class CsvCells {

    private CsvCells() {}

    /** The text as a spreadsheet may see it: unchanged, or behind one more single quote. */
    public static String safe(String text) {
        return afterQuotesRunsAsFormula(text) ? "'" + text : text;
    }

    /** The text that {@link #safe} was given, from what it returned. */
    public static String original(String text) {
        return !text.isEmpty() && text.charAt(0) == '\'' && afterQuotesRunsAsFormula(text) ? text.substring(1) : text;
    }

    private static boolean afterQuotesRunsAsFormula(String text) {
        int at = 0;
        int length = text.length();
        while (at < length && text.charAt(at) == '\'') {
            at++;
        }
        for (; at < length; at++) {
            char c = text.charAt(at);
            switch (c) {
                case '=', '+', '-', '@', '\t', '\r', '\n', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20' -> {
                    return true;
                }
                default -> {
                    if (!invisible(c)) {
                        return false;
                    }
                }
            }
        }
        return false;
    }

    private static boolean invisible(char c) {
        if (c <= ' ') {
            return true;
        }
        return c >= 0x7F
                && (Character.isSpaceChar(c) || Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }
}
