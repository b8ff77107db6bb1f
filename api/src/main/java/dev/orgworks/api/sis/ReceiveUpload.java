package dev.orgworks.api.sis;

import dev.orgworks.api.http.UnsupportedUploadException;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.sis.UploadTooLargeException;
import dev.orgworks.domain.sis.Uploads;
import dev.orgworks.domain.sis.Uploads.Stored;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Takes an upload from a request to disk in one pass, whichever of the two forms it has. Spring's own multipart support is
 * switched off: it would write the file once before anybody could hash it, and a second time after.
 */
@Component
class ReceiveUpload {

    private static final String FIELD = "file";
    private static final MediaType CSV = MediaType.parseMediaType("text/csv");

    private final Uploads uploads;

    ReceiveUpload(Uploads uploads) {
        this.uploads = uploads;
    }

    /** An upload on disk, with the name that the caller gave it. */
    record Received(String fileName, Stored stored) {}

    /**
     * Receives the upload.
     *
     * @param fileName the name in the query, for a raw body
     * @throws UnsupportedUploadException when the body is neither multipart nor CSV
     * @throws InvalidInputException when it is empty, or a multipart body without a file
     * @throws UploadTooLargeException when it is larger than the setting allows
     */
    Received receive(HttpServletRequest request, @Nullable String fileName) {
        MediaType type = type(request);
        try {
            if (MediaType.MULTIPART_FORM_DATA.includes(type)) {
                return multipart(request);
            }
            if (CSV.includes(type) || MediaType.APPLICATION_OCTET_STREAM.includes(type)) {
                return stored(name(fileName, disposition(request)), request.getInputStream());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw unsupported("not " + type);
    }

    /** Uses a received upload, which is discarded again when that fails. */
    <T> T keptIf(Received received, Supplier<T> use) {
        boolean used = false;
        try {
            T result = use.get();
            used = true;
            return result;
        } finally {
            if (!used) {
                uploads.discard(received.stored().name());
            }
        }
    }

    private Received multipart(HttpServletRequest request) throws IOException {
        try {
            FileItemInputIterator parts = new JakartaServletFileUpload<>().getItemIterator(request);
            while (parts.hasNext()) {
                FileItemInput part = parts.next();
                if (FIELD.equals(part.getFieldName()) && !part.isFormField()) {
                    return stored(name(null, part.getName()), part.getInputStream());
                }
            }
        } catch (FileUploadException e) {
            throw new InvalidInputException(
                    FIELD,
                    "MALFORMED_MULTIPART",
                    "The multipart body breaks off or has no valid boundary; send it again");
        }
        throw new InvalidInputException(
                FIELD,
                "REQUIRED",
                "The multipart body has no file in the field \"file\"; with curl: -F file=@roster.csv");
    }

    private Received stored(String fileName, InputStream in) {
        Stored stored = uploads.store(in);
        if (stored.sizeBytes() == 0) {
            uploads.discard(stored.name());
            throw new InvalidInputException(
                    FIELD, "EMPTY", "The file is empty; it needs at least a line of column names");
        }
        return new Received(fileName, stored);
    }

    private static MediaType type(HttpServletRequest request) {
        String type = request.getContentType();
        if (type == null) {
            throw unsupported("and the request does not say what it is");
        }
        try {
            return MediaType.parseMediaType(type);
        } catch (InvalidMediaTypeException e) {
            throw unsupported("not \"" + type + "\"");
        }
    }

    private static UnsupportedUploadException unsupported(String what) {
        return new UnsupportedUploadException(
                "Send the roster as multipart/form-data with the field \"file\", or raw as text/csv, " + what);
    }

    private static @Nullable String disposition(HttpServletRequest request) {
        String header = request.getHeader("Content-Disposition");
        return header == null ? null : ContentDisposition.parse(header).getFilename();
    }

    /** For people only: the last part of a path, without control characters, at most 255 characters. */
    private static String name(@Nullable String first, @Nullable String second) {
        String name = first == null || first.isBlank() ? second : first;
        if (name == null) {
            return "roster.csv";
        }
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "")
                .strip();
        return last.isEmpty() ? "roster.csv" : last.substring(0, Math.min(255, last.length()));
    }
}
