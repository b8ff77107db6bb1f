package dev.orgworks.api.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Carries {@link Idempotent} routes out once for each key. This is the one place that has a handler whole, from the reading of
 * its arguments to the last byte of its answer, while what it throws still passes through on its way to {@link ApiErrors}.
 */
class IdempotentRoutes extends RequestMappingHandlerAdapter {

    private final ObjectProvider<AnswerOnce> answers;

    /** @param answers what needs beans that are made later than this */
    IdempotentRoutes(ObjectProvider<AnswerOnce> answers) {
        this.answers = answers;
    }

    @Override
    protected @Nullable ModelAndView handleInternal(
            HttpServletRequest request, HttpServletResponse response, HandlerMethod handler) throws Exception {
        Idempotent route = handler.getMethodAnnotation(Idempotent.class);
        Optional<String> key = route == null ? Optional.empty() : IdempotencyKey.of(request);
        if (route == null || route.streams() || key.isEmpty()) {
            return super.handleInternal(request, response, handler);
        }
        AnswerOnce once = answers.getObject();
        BufferedRequest whole = new BufferedRequest(request);
        once.answer(once.key(key.get(), route, request), whole, response, () -> {
            RecordedResponse recorded = new RecordedResponse(response);
            super.handleInternal(whole, recorded, handler);
            return recorded.answer();
        });
        return null;
    }
}
