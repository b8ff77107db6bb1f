package dev.orgworks.domain.mail;

/**
 * A file that goes with a letter; kept with what the letter says, so it is small.
 *
 * @param name as the recipient sees it
 * @param mediaType such as {@code text/csv}
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
public record Attachment(String name, String mediaType, byte[] content) {

    private static final int LARGEST = 5_000_000;

    /** @throws IllegalArgumentException when it is too large to be kept with a letter */
    public Attachment {
        name = OneLine.of(name);
        if (content.length > LARGEST) {
            throw new IllegalArgumentException("A file of a letter has at most " + LARGEST + " bytes");
        }
    }

    @Override
    public String toString() {
        return "Attachment[" + name + "]";
    }
}
