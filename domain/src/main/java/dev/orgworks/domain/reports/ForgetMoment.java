package dev.orgworks.domain.reports;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Takes out of a workbook the moment in which it was written, the one thing in it that would differ the next time. The part
 * {@code docProps/core.xml} near the end of the file must be stored, not deflated; blanks replace its element, which is
 * optional, and the checksums of the part follow.
 */
final class ForgetMoment {

    private static final int TAIL = 1 << 18;
    private static final Pattern PART = Pattern.compile(
            "<\\?xml[^<]*<cp:coreProperties.*?(<dcterms:created.*</dcterms:created>).*?</cp:coreProperties>");

    private ForgetMoment() {}

    static void in(Path workbook) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(workbook.toFile(), "rw")) {
            long start = Math.max(0, file.length() - TAIL);
            byte[] tail = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(tail);
            Matcher part = PART.matcher(new String(tail, StandardCharsets.ISO_8859_1));
            if (!part.find()) {
                throw new IOException("The workbook does not say when it was written where it is expected to");
            }
            byte[] old = checksum(tail, part);
            Arrays.fill(tail, part.start(1), part.end(1), (byte) ' ');
            replace(tail, old, checksum(tail, part), part.end());
            file.seek(start);
            file.write(tail);
        }
    }

    private static byte[] checksum(byte[] tail, Matcher part) {
        CRC32 crc = new CRC32();
        crc.update(tail, part.start(), part.end() - part.start());
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) crc.getValue())
                .array();
    }

    /** Behind the part's data, and in the directory at the end of the file. */
    private static void replace(byte[] tail, byte[] old, byte[] now, int from) throws IOException {
        int replaced = 0;
        for (int at = from; at <= tail.length - old.length; at++) {
            if (Arrays.equals(tail, at, at + old.length, old, 0, old.length)) {
                System.arraycopy(now, 0, tail, at, now.length);
                replaced++;
            }
        }
        if (replaced != 2) {
            throw new IOException(
                    "The workbook has " + replaced + " checksums of the part that says when it was written");
        }
    }
}
