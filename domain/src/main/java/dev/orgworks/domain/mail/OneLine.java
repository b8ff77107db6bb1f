package dev.orgworks.domain.mail;

/** Texts that must not break out of the line they stand in, such as that of a header. */
final class OneLine {

    private OneLine() {}

    /** The same text, with a blank for whatever ends a line or cannot be seen. */
    static String of(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ").strip();
    }

    /** The same, and no more than so many characters of it. */
    static String of(String text, int most) {
        String line = of(text);
        int characters = Math.min(most, line.codePointCount(0, line.length()));
        return line.substring(0, line.offsetByCodePoints(0, characters));
    }
}
