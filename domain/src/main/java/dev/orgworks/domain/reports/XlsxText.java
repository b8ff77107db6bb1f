package dev.orgworks.domain.reports;

import java.util.regex.Pattern;

/**
 * Texts as a cell of a workbook can hold them. What XML has no way to write is written as {@code _x001F_}, and so are
 * blanks at a text's ends, which would get lost (ECMA-376 Part 1, 22.9.2.19 ST_Xstring): whoever opens the workbook sees the
 * text as it was. Only what is longer than Excel's 32,767 UTF-16 units is cut, and ends with "…".
 */
final class XlsxText {

    static final int LONGEST = 32_767;

    private static final Pattern LOOKS_ESCAPED = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

    private XlsxText() {}

    static String of(String text) {
        String whole = text.length() <= LONGEST ? text : cut(text);
        return isPlain(whole) ? whole : escaped(whole);
    }

    private static String cut(String text) {
        int end = LONGEST - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    private static boolean isPlain(String text) {
        int last = text.length() - 1;
        if (last < 0) {
            return true;
        }
        if (text.charAt(0) == ' ' || text.charAt(last) == ' ') {
            return false;
        }
        for (int at = 0; at <= last; at++) {
            char c = text.charAt(at);
            if (c < ' ' || c >= Character.MIN_SURROGATE || (c == '_' && at < last && text.charAt(at + 1) == 'x')) {
                return false;
            }
        }
        return true;
    }

    private static String escaped(String text) {
        String unambiguous = LOOKS_ESCAPED.matcher(text).replaceAll("_x005F_");
        StringBuilder out = new StringBuilder(unambiguous.length() + 16);
        int last = unambiguous.length() - 1;
        for (int at = 0; at <= last; at++) {
            char c = unambiguous.charAt(at);
            if (((at == 0 || at == last) && c <= ' ') || (c < ' ' && c != '\t' && c != '\n') || c >= '\uFFFE') {
                out.append(String.format("_x%04X_", (int) c));
            } else if (Character.isSurrogate(c)) {
                int point = unambiguous.codePointAt(at);
                if (Character.isSupplementaryCodePoint(point)) {
                    out.appendCodePoint(point);
                    at++;
                } else {
                    out.append('\uFFFD');
                }
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
