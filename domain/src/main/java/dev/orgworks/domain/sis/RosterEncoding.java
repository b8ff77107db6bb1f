package dev.orgworks.domain.sis;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How the bytes of an upload are text.
 *
 * @param form the encoding
 * @param foundBy what told it
 * @param confidence from 0 (a guess) to 1 (certain)
 * @param markBytes bytes of the byte-order mark at the beginning, 0 if there is none
 */
public record RosterEncoding(Form form, FoundBy foundBy, double confidence, int markBytes) {

    /** The encodings that are read. */
    public enum Form {
        UTF_8(StandardCharsets.UTF_8),
        UTF_16LE(StandardCharsets.UTF_16LE),
        UTF_16BE(StandardCharsets.UTF_16BE),
        UTF_32LE(Charset.forName("UTF-32LE")),
        UTF_32BE(Charset.forName("UTF-32BE")),
        WINDOWS_1252(Charset.forName("windows-1252"));

        private final Charset charset;

        Form(Charset charset) {
            this.charset = charset;
        }

        /** The encoding as Java knows it. */
        public Charset charset() {
            return charset;
        }
    }

    /** What told the encoding. */
    public enum FoundBy {
        /** A byte-order mark. */
        BOM,
        /** The whole file is well-formed UTF-8 (or ASCII). */
        STRICT_UTF_8,
        /** Not all of the file is well-formed UTF-8, but so much of it that the rest must be damage. */
        MOSTLY_UTF_8,
        /** Zero bytes at every second (or three of four) places, without a byte-order mark. */
        ZERO_BYTES,
        /** Bytes above 127 that are not UTF-8 and make sense as Western European letters. */
        WINDOWS_1252_LETTERS
    }

    /** The encoding as Java knows it. */
    public Charset charset() {
        return form.charset();
    }
}
