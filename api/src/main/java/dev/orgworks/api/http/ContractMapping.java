package dev.orgworks.api.http;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.condition.RequestCondition;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Chooses between the controllers of one route by the contract of the request; {@link IdempotentRoutes} then call them. */
@Component
class ContractMapping implements WebMvcRegistrations {

    private final RequestContract requests;
    private final ObjectProvider<AnswerOnce> once;

    ContractMapping(RequestContract requests, ObjectProvider<AnswerOnce> once) {
        this.requests = requests;
        this.once = once;
    }

    @Override
    public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
        return new IdempotentRoutes(once);
    }

    @Override
    public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new RequestMappingHandlerMapping() {
            @Override
            protected @Nullable RequestCondition<?> getCustomTypeCondition(Class<?> handlerType) {
                InContract in = AnnotatedElementUtils.findMergedAnnotation(handlerType, InContract.class);
                return in == null ? null : new ContractCondition(in.value(), requests);
            }
        };
    }
}
