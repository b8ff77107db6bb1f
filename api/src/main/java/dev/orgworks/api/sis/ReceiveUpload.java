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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Takes an upload from a request to disk in one pass, whichever of the two forms it has. Spring's own multipart support is
 * switched off: it would write the file once before anybody could hash it, and a second time after.
 */
@Component
class ReceiveUpload {

    private static final String FIELD = "file";
    private static final int LARGEST_FIELD = 64 * 1024;
    private static final List<MediaType> RAW = List.of(
            MediaType.parseMediaType("text/csv"),
            MediaType.parseMediaType("application/zip"),
            MediaType.parseMediaType("application/x-zip-compressed"),
            MediaType.APPLICATION_OCTET_STREAM);

    private final Uploads uploads;

    ReceiveUpload(Uploads uploads) {
        this.uploads = uploads;
    }

    /** An upload on disk, with what the caller says of it. */
    record Received(String fileName, Stored stored, OptionFields.Read fields) {}

    /**
     * Receives the upload.
     *
     * @throws UnsupportedUploadException when the body is neither multipart nor CSV nor zip
     * @throws InvalidInputException when it is empty, a multipart body without a file, or has options that cannot be
     * @throws UploadTooLargeException when it is larger than the setting allows
     */
    Received receive(HttpServletRequest request) {
        MediaType type = type(request);
        Map<String, List<String>> given = query(request);
        try {
            if (MediaType.MULTIPART_FORM_DATA.includes(type)) {
                return multipart(request, given);
            }
            if (RAW.stream().anyMatch(raw -> raw.includes(type))) {
                OptionFields.Read fields = OptionFields.read(given);
                return new Received(
                        name(fields.fileName(), disposition(request)), stored(request.getInputStream()), fields);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw unsupported("not " + type);
    }

    /** Forgets an upload that nobody has taken. */
    void discard(Received received) {
        uploads.discard(received.stored().name());
    }

    private Received multipart(HttpServletRequest request, Map<String, List<String>> given) throws IOException {
        Stored stored = null;
        String partName = null;
        boolean whole = false;
        try {
            FileItemInputIterator parts = new JakartaServletFileUpload<>().getItemIterator(request);
            while (parts.hasNext()) {
                FileItemInput part = parts.next();
                String field = part.getFieldName();
                if (part.isFormField()) {
                    given.computeIfAbsent(String.valueOf(field), name -> new ArrayList<>())
                            .add(text(String.valueOf(field), part.getInputStream()));
                } else if (FIELD.equals(field)) {
                    if (stored != null) {
                        throw new InvalidInputException(
                                FIELD, "SEVERAL_FILES", "The form has several files; upload them one by one");
                    }
                    partName = part.getName();
                    stored = stored(part.getInputStream());
                }
            }
            if (stored == null) {
                throw new InvalidInputException(
                        FIELD,
                        "REQUIRED",
                        "The multipart body has no file in the field \"file\"; with curl: -F file=@roster.csv");
            }
            OptionFields.Read fields = OptionFields.read(given);
            whole = true;
            return new Received(name(fields.fileName(), partName), stored, fields);
        } catch (FileUploadException e) {
            throw new InvalidInputException(
                    FIELD,
                    "MALFORMED_MULTIPART",
                    "The multipart body breaks off or has no valid boundary; send it again");
        } finally {
            if (!whole && stored != null) {
                uploads.discard(stored.name());
            }
        }
    }

    private static String text(String field, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST_FIELD + 1);
        if (bytes.length > LARGEST_FIELD) {
            throw new InvalidInputException(
                    field, "TOO_LONG", field + " must not be longer than " + LARGEST_FIELD / 1024 + " KiB");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Of the query only: a container's own parameters would read the body. */
    private static Map<String, List<String>> query(HttpServletRequest request) {
        Map<String, List<String>> given = new LinkedHashMap<>();
        UriComponentsBuilder.newInstance()
                .query(request.getQueryString())
                .build()
                .getQueryParams()
                .forEach((name, values) ->
                        values.forEach(value -> given.computeIfAbsent(decoded(name), key -> new ArrayList<>())
                                .add(decoded(String.valueOf(value == null ? "" : value)))));
        return given;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private Stored stored(InputStream in) {
        Stored stored = uploads.store(in);
        if (stored.sizeBytes() == 0) {
            uploads.discard(stored.name());
            throw new InvalidInputException(
                    FIELD, "EMPTY", "The file is empty; it needs at least a line of column names");
        }
        return stored;
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
                "Send the roster as multipart/form-data with the field \"file\", or raw as text/csv or application/zip, "
                        + what);
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
