package dev.orgworks.api.http;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Contract;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Tells in which contract a request is answered: where several share a route, by the header {@code X-Api-Contract}, else by
 * what the caller's token was issued for, else by the server's setting; elsewhere by the route.
 */
@Component
@EnableConfigurationProperties(ContractSettings.class)
public class RequestContract {

    public static final String HEADER = "X-Api-Contract";

    private static final Set<Contract> SHARING = EnumSet.of(Contract.LEARNING, Contract.WORKSPACE, Contract.STUDIO);

    private static final Pattern SHARED = Pattern.compile("/api/organizations(/[^/]+)?/?");
    private static final Pattern STUDIO = Pattern.compile("/api/organizations/(owners|categories)/?");
    private static final Pattern WORKSPACE = Pattern.compile("/api/organizations/[^/]+/activate/?");
    private static final Pattern SUPPORT = Pattern.compile("/(organizations(/.*)?|health/?)");
    private static final Pattern METERING = Pattern.compile("/api/(orgs|subscriptions|usage|quota|webhooks)(/.*)?");
    private static final Pattern LEARNING_ONLY = Pattern.compile("/api/organizations/claim-license/?");

    private final Contract usual;

    RequestContract(ContractSettings settings) {
        if (!SHARING.contains(settings.defaultContract())) {
            throw new IllegalArgumentException(
                    "orgworks.api.default-contract must be one of " + SHARING + ", not " + settings.defaultContract());
        }
        this.usual = settings.defaultContract();
    }

    /**
     * The contract of a request.
     *
     * @throws InvalidInputException when the header names none of those that share the route
     */
    public Contract of(HttpServletRequest request) {
        String path = request.getRequestURI();
        Contract own = ofPath(path);
        if (own != null) {
            return own;
        }
        String header = request.getHeader(HEADER);
        if (header == null || header.isBlank()) {
            return fallback();
        }
        Contract named = named(header);
        if (named == null) {
            throw new InvalidInputException(
                    HEADER, "INVALID", "The header " + HEADER + " must be learning, workspace or studio");
        }
        return named;
    }

    /** The same for answers to requests that may be wrong in everything. */
    Contract orUsual(HttpServletRequest request) {
        Contract own = ofPath(request.getRequestURI());
        if (own != null) {
            return own;
        }
        String header = request.getHeader(HEADER);
        return Objects.requireNonNullElseGet(header == null ? null : named(header), this::fallback);
    }

    /** The only contract that has routes of such a path; null where several share it. */
    public static @Nullable Contract ofPath(@Nullable String uri) {
        String path = uri == null ? "" : uri;
        if (SUPPORT.matcher(path).matches()) {
            return Contract.SUPPORT;
        }
        if (METERING.matcher(path).matches()) {
            return Contract.METERING;
        }
        if (STUDIO.matcher(path).matches()) {
            return Contract.STUDIO;
        }
        if (WORKSPACE.matcher(path).matches()) {
            return Contract.WORKSPACE;
        }
        return SHARED.matcher(path).matches() && !LEARNING_ONLY.matcher(path).matches() ? null : Contract.LEARNING;
    }

    private static @Nullable Contract named(String header) {
        try {
            Contract contract = Contract.of(header);
            return SHARING.contains(contract) ? contract : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private Contract fallback() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null
                        && authentication.getPrincipal() instanceof Caller caller
                        && caller.contract() != null
                        && SHARING.contains(caller.contract())
                ? caller.contract()
                : usual;
    }
}
