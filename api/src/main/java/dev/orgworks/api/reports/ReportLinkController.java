package dev.orgworks.api.reports;

import dev.orgworks.api.http.Open;
import dev.orgworks.api.http.RateLimits;
import dev.orgworks.api.http.RequestIds;
import dev.orgworks.domain.reports.FollowReportLink;
import dev.orgworks.domain.reports.LinkUnknownException;
import dev.orgworks.domain.reports.ReportExport;
import dev.orgworks.domain.users.TokenSecret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A report for whoever has the link that its recipients were sent, which is all that opens this route. */
@RestController
@RequestMapping("/api/organizations/reports/download")
class ReportLinkController {

    private final FollowReportLink links;
    private final DownloadExport download;
    private final RateLimits limits;

    ReportLinkController(FollowReportLink links, DownloadExport download, RateLimits limits) {
        this.links = links;
        this.download = download;
        this.limits = limits;
    }

    @GetMapping
    @Open
    ResponseEntity<Resource> get(@RequestParam String token, HttpServletRequest request, HttpServletResponse response) {
        return download.answer(follow(token, request, response), request);
    }

    /** Tells who tries many links that open nothing to stop. */
    private ReportExport follow(String token, HttpServletRequest request, HttpServletResponse response) {
        try {
            return links.follow(new TokenSecret(token), RequestIds.requestId(request), RequestIds.correlation(request));
        } catch (LinkUnknownException e) {
            limits.tokenFailure(request.getRemoteAddr(), response);
            throw e;
        }
    }
}
