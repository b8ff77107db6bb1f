package dev.orgworks.api.http;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.InvalidInputException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Fills {@link ExpectedVersion} parameters from {@code If-Match} (RFC 9110, section 13.1.1): tags are compared strongly, so a
 * weak one matches nothing, and neither does one that never was a version.
 */
class IfMatchArgument implements HandlerMethodArgumentResolver {

    private static final Pattern TAG = Pattern.compile("\\s*(W/)?\"([^\"]*)\"\\s*(?:,|$)");

    /** See {@link Etag}. */
    private static final Pattern VERSION = Pattern.compile("([0-9]{1,18})(-[0-9a-f]+)?");

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == ExpectedVersion.class;
    }

    @Override
    public ExpectedVersion resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        String header = request.getHeader(HttpHeaders.IF_MATCH);
        if (header == null || header.strip().equals("*")) {
            return ExpectedVersion.ANY;
        }
        Set<Long> versions = new HashSet<>();
        Matcher tags = TAG.matcher(header);
        int end = 0;
        while (end < header.length() && tags.find(end) && tags.start() == end) {
            Matcher version = VERSION.matcher(tags.group(2));
            if (tags.group(1) == null && version.matches()) {
                versions.add(Long.valueOf(version.group(1)));
            }
            end = tags.end();
        }
        if (end < header.length() || header.isBlank()) {
            throw new InvalidInputException(
                    HttpHeaders.IF_MATCH,
                    "INVALID",
                    "The header If-Match must be * or tags as the header ETag gave them, such as \"3\"");
        }
        return new ExpectedVersion(versions);
    }
}
