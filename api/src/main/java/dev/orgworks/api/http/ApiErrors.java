package dev.orgworks.api.http;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.GoneException;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.sis.RosterRefusedException;
import dev.orgworks.domain.sis.UploadTooLargeException;
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

    @ExceptionHandler
    ResponseEntity<Object> invalid(InvalidInputException e) {
        return invalid(e.details());
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(RosterRefusedException e) {
        return e.code() == RosterRefusedException.Code.NOT_TEXT
                ? answer(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        new ApiError(
                                false,
                                "Unsupported media type",
                                message(e),
                                e.code().name(),
                                e.details()))
                : invalid(e.details());
    }

    @ExceptionHandler
    ResponseEntity<Object> notFound(NotFoundException e) {
        return answer(HttpStatus.NOT_FOUND, ApiError.of("Not found", message(e)));
    }

    @ExceptionHandler
    ResponseEntity<Object> conflict(ConflictException e) {
        return answer(HttpStatus.CONFLICT, new ApiError(false, "Conflict", message(e), e.code(), null));
    }

    @ExceptionHandler
    ResponseEntity<Object> gone(GoneException e) {
        return answer(HttpStatus.GONE, new ApiError(false, "Gone", message(e), e.code(), null));
    }

    @ExceptionHandler
    ResponseEntity<Object> forbidden(ForbiddenException e) {
        return answer(HttpStatus.FORBIDDEN, ApiError.of("Forbidden", message(e)));
    }

    @ExceptionHandler
    ResponseEntity<Object> tooLarge(UploadTooLargeException e) {
        return answer(HttpStatus.CONTENT_TOO_LARGE, ApiError.of("Content too large", message(e)));
    }

    @ExceptionHandler
    ResponseEntity<Object> unsupported(UnsupportedUploadException e) {
        return answer(HttpStatus.UNSUPPORTED_MEDIA_TYPE, ApiError.of("Unsupported media type", message(e)));
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
                HttpStatus.INTERNAL_SERVER_ERROR,
                ApiError.of(
                        "Internal error",
                        "Something went wrong on our side; the request id tells us which request it was"));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return invalid(e.getBindingResult().getAllErrors().stream()
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
                .toList());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return invalid(List.of(unreadable(e)));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = e instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : Objects.requireNonNullElse(e.getPropertyName(), "a parameter");
        return invalid(List.of(new Detail(name, "INVALID", name + " must be " + expected(e.getRequiredType()))));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return invalid(List.of(
                new Detail(e.getParameterName(), "REQUIRED", "The parameter " + e.getParameterName() + " is missing")));
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
                status,
                headers,
                ApiError.of("Method not allowed", "This route does not take " + e.getMethod() + allowed));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(
                status,
                headers,
                ApiError.of(
                        "Unsupported media type",
                        "This route takes " + joined(e.getSupportedMediaTypes()) + ", not " + e.getContentType()));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
            HttpMediaTypeNotAcceptableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(
                status,
                headers,
                ApiError.of("Not acceptable", "This route answers with " + joined(e.getSupportedMediaTypes())));
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
                status,
                headers,
                ApiError.of(
                        reason.charAt(0) + reason.substring(1).toLowerCase(java.util.Locale.ROOT),
                        status.value() == 404 ? "There is no such route" : reason));
    }

    private static ResponseEntity<Object> invalid(List<Detail> details) {
        return answer(
                HttpStatus.BAD_REQUEST,
                new ApiError(false, "Validation failed", details.get(0).message(), null, details));
    }

    private static ResponseEntity<Object> answer(HttpStatusCode status, ApiError error) {
        return answer(status, HttpHeaders.EMPTY, error);
    }

    /** As JSON whatever the client would rather have: an error that cannot be read helps nobody. */
    private static ResponseEntity<Object> answer(HttpStatusCode status, HttpHeaders headers, ApiError error) {
        LOG.debug("{}: {}", status, error.message());
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_JSON)
                .body(error);
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
            case "NotBlank", "NotNull", "NotEmpty" -> "REQUIRED";
            case "Size" -> "OUT_OF_RANGE";
            case "Pattern" -> "INVALID_FORMAT";
            default -> "INVALID";
        };
    }

    private static String joined(List<MediaType> types) {
        return types.stream().map(MediaType::toString).collect(Collectors.joining(", "));
    }
}
