package dev.orgworks.api.docs;

import dev.orgworks.api.http.InContract;
import dev.orgworks.api.http.RequestContract;
import dev.orgworks.domain.users.Contract;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.condition.NameValueExpression;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The routes that exist, each with the contract in which it is answered. */
@Component
class ContractRoutes implements SmartInitializingSingleton {

    private static final String OWN_CODE = "dev.orgworks.";

    private final RequestMappingHandlerMapping mapping;
    private Map<Handler, Route> routes = Map.of();

    ContractRoutes(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        this.mapping = mapping;
    }

    /** A method of a controller; several may have inherited the same. */
    private record Handler(Class<?> controller, Method method) {

        static Handler of(HandlerMethod handler) {
            return new Handler(handler.getBeanType(), handler.getMethod());
        }
    }

    /**
     * A route.
     *
     * @param variants what of the query gives the route another handler, such as {@code format} and {@code csv}
     */
    record Route(
            Contract contract, boolean shared, String verb, String path, List<Map.Entry<String, String>> variants) {

        /** As in {@code GET /health}. */
        String name() {
            return verb + " " + path;
        }
    }

    @Override
    public void afterSingletonsInstantiated() {
        Map<Handler, Route> found = new HashMap<>();
        Map<String, List<Map.Entry<String, String>>> variants = new HashMap<>();
        mapping.getHandlerMethods().forEach((info, handler) -> {
            Contract contract = contract(info, handler);
            if (contract == null || info.getMethodsCondition().getMethods().isEmpty()) {
                return;
            }
            String verb =
                    info.getMethodsCondition().getMethods().iterator().next().name();
            String path = info.getPatternValues().iterator().next();
            List<Map.Entry<String, String>> ofRoute =
                    variants.computeIfAbsent(contract + " " + verb + " " + path, name -> new ArrayList<>());
            if (info.getParamsCondition().isEmpty()) {
                boolean shared = RequestContract.ofPath(path) == null;
                found.put(Handler.of(handler), new Route(contract, shared, verb, path, ofRoute));
            } else {
                for (NameValueExpression<String> parameter :
                        info.getParamsCondition().getExpressions()) {
                    ofRoute.add(Map.entry(parameter.getName(), String.valueOf(parameter.getValue())));
                }
            }
        });
        routes = Map.copyOf(found);
    }

    /** The route of a controller's method; none when it is another route's variant, or none of the API's. */
    Optional<Route> of(HandlerMethod handler) {
        return Optional.ofNullable(routes.get(Handler.of(handler)));
    }

    /** Whether a method answers in a contract. */
    boolean answers(Method method, Contract contract) {
        return routes.entrySet().stream()
                .anyMatch(route -> route.getKey().method().equals(method)
                        && route.getValue().contract() == contract);
    }

    private static @Nullable Contract contract(RequestMappingInfo info, HandlerMethod handler) {
        Class<?> controller = handler.getBeanType();
        if (!controller.getName().startsWith(OWN_CODE) || ErrorController.class.isAssignableFrom(controller)) {
            return null;
        }
        InContract in = controller.getAnnotation(InContract.class);
        return in == null
                ? RequestContract.ofPath(info.getPatternValues().iterator().next())
                : in.value();
    }
}
