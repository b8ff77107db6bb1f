package dev.orgworks.api.http;

import dev.orgworks.domain.InvalidInputException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Fills {@link Page} parameters from {@code limit} and {@code offset}. */
class PageArgument implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Page.class;
    }

    @Override
    public Page resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        return new Page(
                (int) number(request, "limit", Page.DEFAULT, 1, Page.MOST),
                number(request, "offset", 0, 0, Integer.MAX_VALUE));
    }

    private static long number(NativeWebRequest request, String name, long otherwise, long least, long most) {
        String text = request.getParameter(name);
        if (text == null) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,10}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new InvalidInputException(
                name, "OUT_OF_RANGE", name + " must be a whole number from " + least + " to " + most);
    }
}
