package dev.orgworks.api.http;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.condition.RequestCondition;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Chooses between the controllers of one route by the contract of the request. */
@Component
class ContractMapping implements WebMvcRegistrations {

    private final RequestContract requests;

    ContractMapping(RequestContract requests) {
        this.requests = requests;
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
