package dev.orgworks.api.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.users.Contract;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives a failure the shape that its request's contract promises, or that of RFC 9457 when the client accepts
 * {@code application/problem+json}. Always as JSON: an error that cannot be read helps nobody.
 */
@Component
public class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final RequestContract contracts;
    private final JsonMapper json;

    Failures(RequestContract contracts, JsonMapper json) {
        this.contracts = contracts;
        this.json = json;
    }

    /** In the workspace contract; of several wrong fields its document tells the first, the list beside has all. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WorkspaceError(
            String error, String message, @Nullable WorkspaceDetails details) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WorkspaceDetails(
            @Nullable String field,
            @Nullable String code,
            @Nullable List<Detail> errors) {}

    /** In the studio contract. */
    record StudioError(boolean success, String message) {}

    /** In the support contract. */
    record SupportError(String error, String message) {}

    /** In the metering contract. */
    record MeteringError(MeteringCause error, String correlationId) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MeteringCause(
            String code, String message, @Nullable Map<String, Object> details) {}

    /** What there is none of, in the contract's words. */
    Failure notFound(NotFoundException e, HttpServletRequest request) {
        return contracts.orUsual(request) == Contract.WORKSPACE
                ? Failure.of(
                        HttpStatus.NOT_FOUND, e.what() + " not found", e.what() + " with ID " + e.id() + " not found")
                : Failure.of(HttpStatus.NOT_FOUND, "Not found", String.valueOf(e.getMessage()));
    }

    /** The failure as a controller's answer. */
    ResponseEntity<Object> answer(Failure failure, HttpServletRequest request) {
        LOG.debug("{}: {}", failure.status(), failure.error());
        boolean problem = wantsProblem(request);
        return ResponseEntity.status(failure.status())
                .headers(failure.headers())
                .contentType(problem ? MediaType.APPLICATION_PROBLEM_JSON : MediaType.APPLICATION_JSON)
                .body(problem ? problem(failure, request) : body(failure, request));
    }

    /** The failure as a filter's answer. */
    public void write(Failure failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        ResponseEntity<Object> answer = answer(failure, request);
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        response.getOutputStream().write(json.writeValueAsBytes(answer.getBody()));
    }

    private Object body(Failure failure, HttpServletRequest request) {
        Contract contract = contracts.orUsual(request);
        return switch (contract) {
            case LEARNING ->
                new ApiError(
                        false,
                        failure.error(),
                        failure.message(),
                        failure.code(),
                        failure.details().isEmpty() ? null : failure.details());
            case WORKSPACE -> workspace(failure);
            case STUDIO -> new StudioError(false, everything(failure));
            case SUPPORT -> new SupportError(failure.error(), everything(failure));
            case METERING -> new MeteringError(metering(failure), RequestIds.of(request, RequestIds.CORRELATION));
        };
    }

    private static WorkspaceError workspace(Failure failure) {
        List<Detail> details = failure.details().stream()
                .map(detail -> new Detail(detail.field(), detail.code(), WorkspaceTexts.of(detail)))
                .toList();
        return new WorkspaceError(
                WorkspaceTexts.error(failure),
                details.isEmpty() ? failure.message() : details.get(0).message(),
                details.isEmpty()
                        ? null
                        : new WorkspaceDetails(
                                details.get(0).field(), details.get(0).code(), details.size() == 1 ? null : details));
    }

    private static MeteringCause metering(Failure failure) {
        HttpStatus known = HttpStatus.resolve(failure.status().value());
        String code = switch (known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known) {
            case BAD_REQUEST -> "VALIDATION_ERROR";
            case INTERNAL_SERVER_ERROR -> "INTERNAL_SERVER_ERROR";
            default -> known == null ? "INTERNAL_SERVER_ERROR" : known.name();
        };
        return new MeteringCause(
                failure.code() == null ? code : failure.code(),
                failure.status().value() == 401 ? "Authentication required" : failure.message(),
                meteringDetails(failure));
    }

    private static @Nullable Map<String, Object> meteringDetails(Failure failure) {
        if (!failure.facts().isEmpty()) {
            return failure.facts();
        }
        return failure.details().isEmpty() ? null : Map.of("errors", failure.details());
    }

    /** Every wrong field in one sentence, for contracts that have no place for a list. */
    private static String everything(Failure failure) {
        return failure.details().size() < 2
                ? failure.message()
                : failure.details().stream().map(Detail::message).collect(Collectors.joining("; "));
    }

    private ProblemDetail problem(Failure failure, HttpServletRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(failure.status(), failure.message());
        problem.setTitle(failure.error());
        problem.setInstance(java.net.URI.create("urn:request:" + RequestIds.of(request, RequestIds.REQUEST)));
        Map<String, Object> more = new LinkedHashMap<>(failure.facts());
        if (failure.code() != null) {
            more.put("code", failure.code());
        }
        if (!failure.details().isEmpty()) {
            more.put("errors", failure.details());
        }
        if (!more.isEmpty()) {
            problem.setProperties(more);
        }
        return problem;
    }

    private static boolean wantsProblem(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.toLowerCase(Locale.ROOT).contains(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    }
}
