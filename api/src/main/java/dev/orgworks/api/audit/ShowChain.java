package dev.orgworks.api.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.ForbiddenException;
import dev.orgworks.domain.audit.ChainReport;
import dev.orgworks.domain.audit.ChainReport.Tampering;
import dev.orgworks.domain.audit.VerifyChain;
import dev.orgworks.domain.users.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows whether somebody tampered with a chain; to administrators of the platform. */
@Component
class ShowChain {

    private final VerifyChain verify;

    ShowChain(VerifyChain verify) {
        this.verify = verify;
    }

    /**
     * What a look at a chain found.
     *
     * @param rows events that follow each other as they were written, from the first
     * @param headHash the hash of the last of them: worth noting elsewhere
     * @param unchained events of a release that had no chain, which the next one takes in
     * @param tampered the first place that does not hold; not there when all does
     */
    record ChainView(
            @Nullable Long organizationId,
            boolean ok,
            long rows,
            @Nullable String headHash,
            long unchained,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Tampering tampered) {}

    ApiResponse<ChainView> of(@Nullable Long organizationId, Caller caller) {
        checkPlatformAdministrator(caller);
        ChainReport report = verify.verify(organizationId);
        return ApiResponse.of(
                report.ok() ? "The audit is as it was written" : "Somebody tampered with the audit",
                new ChainView(
                        report.organizationId(),
                        report.ok(),
                        report.rows(),
                        report.headHash(),
                        report.unchained(),
                        report.tampered()));
    }

    static void checkPlatformAdministrator(Caller caller) {
        if (!caller.isPlatformAdministrator()) {
            throw new ForbiddenException(
                    "Only administrators of the whole platform may do this; use a token without organizationIds");
        }
    }
}
