package dev.orgworks.api.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives the contract's shape to what is refused before any route is found, by the firewall or the web server. */
@RestController
class ContainerErrors implements ErrorController {

    private final Failures failures;

    ContainerErrors(Failures failures) {
        this.failures = failures;
    }

    @Open
    @RequestMapping("/error")
    ResponseEntity<Object> error(HttpServletRequest request) {
        return failures.answer(failure(status(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE))), request);
    }

    /** What a status means before any route is found. */
    static Failure failure(HttpStatus status) {
        String reason = status.getReasonPhrase();
        return Failure.of(
                status,
                reason.charAt(0) + reason.substring(1).toLowerCase(Locale.ROOT),
                switch (status) {
                    case BAD_REQUEST -> "The request's address or headers are not acceptable";
                    case NOT_FOUND -> "There is no such route";
                    default -> reason;
                });
    }

    /** Not found when somebody asks for the route itself. */
    private static HttpStatus status(@Nullable Object code) {
        HttpStatus known = code instanceof Integer number ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
        return known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
    }
}
