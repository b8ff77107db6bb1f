package dev.orgworks.domain.sis;

import org.springframework.util.unit.DataSize;

/** An upload is larger than the setting {@code orgworks.sis.max-upload-size}; nothing of it was kept. */
public class UploadTooLargeException extends RuntimeException {

    public UploadTooLargeException(long limitBytes) {
        super("The file is larger than " + readable(DataSize.ofBytes(limitBytes))
                + "; split it, or have the setting orgworks.sis.max-upload-size raised");
    }

    private static String readable(DataSize size) {
        return size.toMegabytes() > 0 ? size.toMegabytes() + " MB" : size.toBytes() + " bytes";
    }
}
