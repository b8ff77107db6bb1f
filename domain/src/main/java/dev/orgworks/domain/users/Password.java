package dev.orgworks.domain.users;

import dev.orgworks.domain.InvalidInputException;
import java.nio.charset.StandardCharsets;

/** A password as somebody typed it: 12 characters at least, and no more than the 72 bytes that bcrypt looks at. */
public record Password(String text) {

    private static final int LEAST_CHARACTERS = 12;
    private static final int MOST_BYTES = 72;

    /**
     * A password that somebody chose.
     *
     * @param field the field that it came in
     * @throws InvalidInputException when it is too short or too long
     */
    public static Password chosen(String field, String text) {
        if (text.codePointCount(0, text.length()) < LEAST_CHARACTERS
                || text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new InvalidInputException(
                    field,
                    "OUT_OF_RANGE",
                    field + " must have at least " + LEAST_CHARACTERS + " characters and at most " + MOST_BYTES
                            + " bytes");
        }
        return new Password(text);
    }

    /** Never the password itself: records are printed more easily than one thinks. */
    @Override
    public String toString() {
        return "Password[hidden]";
    }
}
