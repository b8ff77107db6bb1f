package dev.orgworks.api.http;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.DeniedException;
import dev.orgworks.domain.GoneException;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.OutdatedException;
import dev.orgworks.domain.idempotency.KeyInFlightException;
import dev.orgworks.domain.idempotency.KeyReusedException;
import dev.orgworks.domain.organizations.ClerkOrganizationId;
import dev.orgworks.domain.organizations.OrganizationNotMadeException;
import dev.orgworks.domain.provisioning.ClaimRefusedException;
import dev.orgworks.domain.reports.LinkUnknownException;
import dev.orgworks.domain.sis.RosterRefusedException;
import dev.orgworks.domain.sis.UploadTooLargeException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns every failure into the contract's shape, once: typed exceptions of the domain, Spring's own, and the unexpected. */
@RestControllerAdvice
class ApiErrors extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    private final Failures failures;

    ApiErrors(Failures failures) {
        this.failures = failures;
    }

    @ExceptionHandler
    ResponseEntity<Object> invalid(InvalidInputException e, HttpServletRequest request) {
        return failures.answer(Failure.invalid(e.details()), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(RosterRefusedException e, HttpServletRequest request) {
        Failure failure = Failure.invalid(e.details());
        return failures.answer(
                e.code() == RosterRefusedException.Code.NOT_TEXT
                        ? new Failure(
                                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                                "Unsupported media type",
                                message(e),
                                e.code().name(),
                                e.details(),
                                HttpHeaders.EMPTY)
                        : failure,
                request);
    }

    @ExceptionHandler
    ResponseEntity<Object> notFound(NotFoundException e, HttpServletRequest request) {
        return failures.answer(failures.notFound(e, request), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> conflict(ConflictException e, HttpServletRequest request) {
        return failures.answer(
                new Failure(HttpStatus.CONFLICT, "Conflict", message(e), e.code(), e.details(), HttpHeaders.EMPTY),
                request);
    }

    @ExceptionHandler
    ResponseEntity<Object> refusedClaim(ClaimRefusedException e, HttpServletRequest request) {
        HttpStatus status = switch (e.reason()) {
            case TOKEN_UNKNOWN -> HttpStatus.NOT_FOUND;
            case TOKEN_REVOKED, TOKEN_EXPIRED -> HttpStatus.GONE;
            case TOKEN_USED_UP -> HttpStatus.CONFLICT;
            case WRONG_DOMAIN -> HttpStatus.FORBIDDEN;
        };
        return failures.answer(
                Failure.of(status, status == HttpStatus.NOT_FOUND ? "Not found" : status.getReasonPhrase(), message(e))
                        .withCode(e.reason().name()),
                request);
    }

    @ExceptionHandler
    ResponseEntity<Object> outdated(OutdatedException e, HttpServletRequest request) {
        return failures.answer(
                Failure.of(HttpStatus.PRECONDITION_FAILED, "Precondition failed", message(e))
                        .withCode("OUTDATED"),
                request);
    }

    @ExceptionHandler
    ResponseEntity<Object> unknownLink(LinkUnknownException e, HttpServletRequest request) {
        return failures.answer(
                Failure.of(HttpStatus.NOT_FOUND, "Not found", message(e)).withCode("LINK_UNKNOWN"), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> gone(GoneException e, HttpServletRequest request) {
        return failures.answer(Failure.of(HttpStatus.GONE, "Gone", message(e)).withCode(e.code()), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> forbidden(ForbiddenException e, HttpServletRequest request) {
        return failures.answer(Failure.of(HttpStatus.FORBIDDEN, "Forbidden", message(e)), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> refusedSignIn(RefusedSignInException e, HttpServletRequest request) {
        return failures.answer(Failure.of(HttpStatus.UNAUTHORIZED, "Unauthorized", message(e)), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> refusedRequest(RefusedRequestException e, HttpServletRequest request) {
        return failures.answer(e.failure(), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> denied(DeniedException e, HttpServletRequest request) {
        return failures.answer(
                Failure.of(HttpStatus.FORBIDDEN, "Forbidden", message(e)).withCode(e.code()), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> tooLarge(UploadTooLargeException e, HttpServletRequest request) {
        return failures.answer(Failure.of(HttpStatus.CONTENT_TOO_LARGE, "Content too large", message(e)), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> unsupported(UnsupportedUploadException e, HttpServletRequest request) {
        return failures.answer(
                Failure.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type", message(e)), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> keyReused(KeyReusedException e, HttpServletRequest request) {
        return failures.answer(
                new Failure(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "Unprocessable content",
                        message(e),
                        "IDEMPOTENCY_KEY_REUSED",
                        e.places().stream()
                                .map(place -> new Detail(
                                        place, "DIFFERENT", place + " differs from the first request with this key"))
                                .toList(),
                        HttpHeaders.EMPTY),
                request);
    }

    @ExceptionHandler
    ResponseEntity<Object> keyInFlight(KeyInFlightException e, HttpServletRequest request) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(KeyInFlightException.RETRY_AFTER.toSeconds()));
        return failures.answer(
                Failure.of(HttpStatus.CONFLICT, "Conflict", message(e))
                        .withCode("IDEMPOTENCY_KEY_IN_FLIGHT")
                        .withHeaders(headers),
                request);
    }

    @ExceptionHandler
    ResponseEntity<Object> malformed(ClerkOrganizationId.MalformedException e, HttpServletRequest request) {
        return failures.answer(Failure.of(HttpStatus.BAD_REQUEST, "Validation failed", message(e)), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> notMade(OrganizationNotMadeException e, HttpServletRequest request) {
        LOG.error("No organization was made or found; the caller may ask again", e);
        return failures.answer(
                Failure.of(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error", message(e))
                        .withCode("ORG_CREATION_ERROR")
                        .withFact("originalError", e.reason()),
                request);
    }

    @ExceptionHandler
    ResponseEntity<Object> tooMany(TooManyRequestsException e, HttpServletRequest request) {
        return failures.answer(e.failure(), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> unexpected(Exception e, WebRequest request) {
        if (request instanceof ServletWebRequest servlet
                && servlet.getResponse() != null
                && servlet.getResponse().isCommitted()) {
            LOG.debug("The answer broke off half-way", e);
            return null;
        }
        LOG.error("A request failed and changed nothing", e);
        return answer(
                Failure.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "Internal error",
                        "Something went wrong on our side; the request id tells us which request it was"),
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(
                Failure.invalid(e.getBindingResult().getAllErrors().stream()
                        .map(error -> error instanceof FieldError field
                                ? new Detail(
                                        field.getField(),
                                        code(field.getCode()),
                                        field.getField() + " "
                                                + Objects.requireNonNullElse(field.getDefaultMessage(), "is wrong"))
                                : new Detail(
                                        null,
                                        code(error.getCode()),
                                        Objects.requireNonNullElse(error.getDefaultMessage(), "The body is wrong")))
                        .sorted(java.util.Comparator.comparing(detail -> String.valueOf(detail.field())))
                        .toList()),
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(Failure.invalid(List.of(unreadable(e))), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = e instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : Objects.requireNonNullElse(e.getPropertyName(), "a parameter");
        return answer(
                Failure.invalid(
                        List.of(new Detail(name, "INVALID", name + " must be " + expected(e.getRequiredType())))),
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(
                Failure.invalid(List.of(new Detail(
                        e.getParameterName(), "REQUIRED", "The parameter " + e.getParameterName() + " is missing"))),
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String allowed = e.getSupportedHttpMethods() == null
                ? ""
                : "; it takes "
                        + e.getSupportedHttpMethods().stream()
                                .map(Object::toString)
                                .sorted()
                                .collect(Collectors.joining(", "));
        return answer(
                Failure.of(status, "Method not allowed", "This route does not take " + e.getMethod() + allowed)
                        .withHeaders(headers),
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(
                Failure.of(
                                status,
                                "Unsupported media type",
                                "This route takes " + joined(e.getSupportedMediaTypes()) + ", not "
                                        + e.getContentType())
                        .withHeaders(headers),
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
            HttpMediaTypeNotAcceptableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(
                Failure.of(status, "Not acceptable", "This route answers with " + joined(e.getSupportedMediaTypes()))
                        .withHeaders(headers),
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpStatus known = HttpStatus.resolve(status.value());
        String reason = known == null ? "Error" : known.getReasonPhrase();
        if (status.is5xxServerError()) {
            return unexpected(e, request);
        }
        LOG.debug("Refused: {}", reason, e);
        return answer(
                Failure.of(
                                status,
                                reason.charAt(0) + reason.substring(1).toLowerCase(java.util.Locale.ROOT),
                                status.value() == 404 ? "There is no such route" : reason)
                        .withHeaders(headers),
                request);
    }

    private ResponseEntity<Object> answer(Failure failure, WebRequest request) {
        return failures.answer(failure, ((ServletWebRequest) request).getRequest());
    }

    private static String message(Exception e) {
        return Objects.requireNonNullElse(e.getMessage(), "");
    }

    private static Detail unreadable(HttpMessageNotReadableException e) {
        Throwable cause = e.getCause();
        if (cause instanceof StreamReadException syntax) {
            return new Detail(
                    null,
                    "MALFORMED_JSON",
                    "The body is not JSON: look at line " + syntax.getLocation().getLineNr() + ", column "
                            + syntax.getLocation().getColumnNr());
        }
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return new Detail(
                    path(unknown),
                    "UNKNOWN_FIELD",
                    path(unknown) + " is not a field of this body; it has "
                            + Objects.requireNonNullElse(unknown.getKnownPropertyIds(), List.of()).stream()
                                    .map(Object::toString)
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
        if (cause instanceof InvalidFormatException format) {
            return new Detail(path(format), "INVALID", path(format) + " must be " + expected(format.getTargetType()));
        }
        if (cause instanceof DatabindException databind) {
            return new Detail(path(databind), "INVALID", path(databind) + " has the wrong type or is missing");
        }
        if (cause instanceof JacksonException || cause instanceof IOException) {
            return new Detail(null, "MALFORMED_JSON", "The body could not be read to its end as JSON");
        }
        return new Detail(null, "REQUIRED", "A JSON body is required");
    }

    private static String path(DatabindException e) {
        String path = e.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "The body" : path.startsWith(".") ? path.substring(1) : path;
    }

    static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        }
        return switch (type.getSimpleName()) {
            case "String" -> "a text";
            case "List", "Set" -> "a list";
            case "Map" -> "an object";
            case "UUID" -> "a UUID";
            case "Instant" -> "an instant like 2026-01-31T12:00:00Z";
            case "ZoneId" -> "a time zone like Europe/Berlin";
            case "LocalTime" -> "a local time like 06:30";
            case "Boolean" -> "true or false";
            default -> "of another form";
        };
    }

    static String code(@Nullable String constraint) {
        return switch (String.valueOf(constraint)) {
            case "NotBlank", "NotNull", "NotEmpty", "RoleNeeded" -> "REQUIRED";
            case "Size" -> "OUT_OF_RANGE";
            case "Pattern" -> "INVALID_FORMAT";
            default -> "INVALID";
        };
    }

    private static String joined(List<MediaType> types) {
        return types.stream().map(MediaType::toString).collect(Collectors.joining(", "));
    }
}
