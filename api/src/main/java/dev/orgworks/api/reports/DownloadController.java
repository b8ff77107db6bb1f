package dev.orgworks.api.reports;

import dev.orgworks.api.http.ForbiddenException;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.reports.FindExports;
import dev.orgworks.domain.reports.ReportExport;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Files of exports. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/reports/exports/{exportId}/download")
class DownloadController {

    private final FindExports exports;
    private final DownloadExport download;

    DownloadController(FindExports exports, DownloadExport download) {
        this.exports = exports;
        this.download = download;
    }

    @GetMapping
    @Requires(Role.VIEWER)
    ResponseEntity<Resource> download(
            Caller caller, Organization organization, @PathVariable long exportId, HttpServletRequest request) {
        ReportExport export = exports.byId(organization.id(), exportId);
        if (export.definition().type().isConfidential() && !manages(caller, organization)) {
            throw new ForbiddenException("Files of " + export.definition().type() + " need the role MANAGER");
        }
        return download.answer(export, request);
    }

    private static boolean manages(Caller caller, Organization organization) {
        return caller.role().includes(Role.MANAGER)
                && caller.where(Role.MANAGER).reach().covers(organization.id());
    }
}
