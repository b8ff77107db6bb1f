package dev.orgworks.api.reports;

import dev.orgworks.domain.reports.ExportFile;
import dev.orgworks.domain.reports.OpenExport;
import dev.orgworks.domain.reports.ReportExport;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Answers with the file of an export, or with parts of it (RFC 9110, 14), streamed from the storage. The file never changes, so
 * that its digest is its strong entity tag.
 */
@Component
class DownloadExport {

    private final OpenExport open;

    DownloadExport(OpenExport open) {
        this.open = open;
    }

    /**
     * The answer to a request for the file.
     *
     * @throws dev.orgworks.domain.ConflictException when there is none yet, or none at all
     * @throws dev.orgworks.domain.GoneException when it has expired
     */
    ResponseEntity<Resource> answer(ReportExport export, HttpServletRequest request) {
        ExportFile file = open.open(export);
        HttpHeaders headers = headers(file);
        if (request.getMethod().equals(HttpMethod.HEAD.name())) {
            headers.setContentLength(file.size());
            return new ResponseEntity<>(headers, HttpStatus.OK);
        }
        Resource resource = new ExportResource(file);
        String range = request.getHeader(HttpHeaders.RANGE);
        if (range == null) {
            return new ResponseEntity<>(resource, headers, HttpStatus.OK);
        }
        String condition = request.getHeader(HttpHeaders.IF_RANGE);
        List<HttpRange> ranges =
                condition == null || condition.strip().equals(headers.getETag()) ? parsed(range) : null;
        if (ranges == null) {
            return whole(file, headers);
        }
        long satisfiable = ranges.stream()
                .filter(wanted -> wanted.getRangeStart(file.size()) < file.size())
                .count();
        if (satisfiable == 0) {
            headers.set(HttpHeaders.CONTENT_RANGE, "bytes */" + file.size());
            return new ResponseEntity<>(headers, HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE);
        }
        return satisfiable == ranges.size() && isWorthIt(ranges, resource)
                ? new ResponseEntity<>(resource, headers, HttpStatus.OK)
                : whole(file, headers);
    }

    private static HttpHeaders headers(ExportFile file) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.CONTENT_TYPE, file.mediaType());
        headers.set(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"%s\"; filename*=UTF-8''%s".formatted(file.name(), file.name()));
        headers.setETag("\"" + file.sha256() + "\"");
        headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
        headers.set("X-Checksum-SHA256", file.sha256());
        // RFC 9530
        headers.set(
                "Repr-Digest",
                "sha-256=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(file.sha256())) + ":");
        return headers;
    }

    /** Null: not a range that is understood, which is as good as none. */
    private static @Nullable List<HttpRange> parsed(String range) {
        try {
            List<HttpRange> ranges = HttpRange.parseRanges(range);
            return ranges.isEmpty() ? null : ranges;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Whether several ranges ask for less than the whole. */
    private static boolean isWorthIt(List<HttpRange> ranges, Resource resource) {
        try {
            HttpRange.toResourceRegions(ranges, resource);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Without a look at {@code Range}: Spring cuts any other kind of resource. */
    private static ResponseEntity<Resource> whole(ExportFile file, HttpHeaders headers) {
        headers.setContentLength(file.size());
        return new ResponseEntity<>(new InputStreamResource(() -> file.from(0), file.name()), headers, HttpStatus.OK);
    }
}
