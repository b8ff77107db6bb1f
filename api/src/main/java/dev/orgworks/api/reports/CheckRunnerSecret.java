package dev.orgworks.api.reports;

import dev.orgworks.api.http.Failure;
import dev.orgworks.api.http.RateLimits;
import dev.orgworks.api.http.RefusedRequestException;
import dev.orgworks.domain.database.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.MessageDigest;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Lets those through who know the secret of the runner of report jobs; how near a wrong one comes does not show in the time. */
@Component
@EnableConfigurationProperties(RunnerSettings.class)
class CheckRunnerSecret {

    static final String HEADER = "x-org-report-runner-secret";

    private final RunnerSettings settings;
    private final RateLimits limits;

    CheckRunnerSecret(RunnerSettings settings, RateLimits limits) {
        this.settings = settings;
        this.limits = limits;
    }

    /** @throws RefusedRequestException when there is no secret here, or the request has none or another */
    void check(HttpServletRequest request, HttpServletResponse response) {
        String secret = settings.secret();
        if (secret == null || secret.isBlank()) {
            throw new RefusedRequestException(Failure.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "Service unavailable",
                            "The runner of report jobs is not configured: set ORGANIZATION_REPORT_RUNNER_SECRET and start again")
                    .withCode("REPORT_RUNNER_NOT_CONFIGURED"));
        }
        String given = request.getHeader(HEADER);
        if (given == null) {
            throw refused("The header " + HEADER + " is missing");
        }
        if (!MessageDigest.isEqual(Sha256.of(given.strip()), Sha256.of(secret.strip()))) {
            limits.tokenFailure(request.getRemoteAddr(), response);
            throw refused("The secret of the header " + HEADER + " is wrong");
        }
    }

    private static RefusedRequestException refused(String message) {
        return new RefusedRequestException(Failure.of(HttpStatus.UNAUTHORIZED, "Unauthorized", message));
    }
}
