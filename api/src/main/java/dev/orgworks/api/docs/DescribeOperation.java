package dev.orgworks.api.docs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orgworks.api.docs.ContractRoutes.Route;
import dev.orgworks.api.docs.ContractText.RouteText;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Open;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.RequestContract;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.ExpectedVersion;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.node.ObjectNode;

/** Says of a route what springdoc cannot see: who may call it, what its arguments are on the wire, how it refuses, examples. */
class DescribeOperation implements OperationCustomizer {

    static final String BEARER = "bearer";

    private static final String JSON = "application/json";

    private final ContractRoutes routes;
    private final ContractText texts;

    DescribeOperation(ContractRoutes routes, ContractText texts) {
        this.routes = routes;
        this.texts = texts;
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        Route route = routes.of(handler).orElseThrow();
        RouteText text = texts.route(route.name());
        name(operation, handler, text);
        parameters(operation, handler, route, text);
        if (text.requestBody() != null) {
            operation.setRequestBody(text.requestBody());
        }
        if (List.of(handler.getMethod().getParameterTypes()).contains(ObjectNode.class)) {
            JsonSchema patch = new JsonSchema();
            patch.addType("object");
            operation.setRequestBody(new RequestBody()
                    .required(true)
                    .content(new Content().addMediaType(JSON, new MediaType().schema(patch))));
        }
        succeed(operation, route, text);
        refuse(operation, handler, route);
        if (text.request() != null && operation.getRequestBody() != null) {
            show(operation.getRequestBody().getContent(), text.request());
        }
        return operation;
    }

    private static void name(Operation operation, HandlerMethod handler, RouteText text) {
        String subject = handler.getBeanType().getSimpleName().replace("Controller", "");
        String act = handler.getMethod().getName();
        String feature = handler.getBeanType().getPackageName();
        operation.setOperationId(subject.substring(0, 1).toLowerCase(Locale.ROOT) + subject.substring(1) + "_" + act);
        operation.setTags(List.of(feature.substring(feature.lastIndexOf('.') + 1)));
        operation.setSummary(
                text.summary() == null ? words(subject) + ": " + words(act).toLowerCase(Locale.ROOT) : text.summary());
        Requires requires = handler.getMethodAnnotation(Requires.class);
        String who = requires == null ? "Open to everybody." : "Least role: " + requires.value() + ".";
        operation.setDescription(text.description() == null ? who : text.description() + " " + who);
        if (!handler.hasMethodAnnotation(Open.class)) {
            operation.setSecurity(List.of(new SecurityRequirement().addList(BEARER)));
        }
    }

    private static void parameters(Operation operation, HandlerMethod handler, Route route, RouteText text) {
        Set<Class<?>> arguments = Set.copyOf(Arrays.asList(handler.getMethod().getParameterTypes()));
        Map<String, Parameter> all = new TreeMap<>();
        for (Parameter parameter :
                operation.getParameters() == null ? List.<Parameter>of() : operation.getParameters()) {
            all.put(parameter.getName(), parameter);
        }
        if (route.path().contains("{organizationId}")) {
            add(all, "path", "organizationId", "The organization's number or UUID.", string());
        }
        if (arguments.contains(Map.class)) {
            all.remove("query");
        }
        if (arguments.contains(Page.class)) {
            add(all, "query", "limit", "How many at most: 1 to 100, 50 unless told.", whole(1, Page.MOST));
            add(all, "query", "offset", "How many to pass over.", whole(0, Integer.MAX_VALUE));
        }
        if (arguments.contains(ExpectedVersion.class)) {
            add(all, "header", "If-Match", "The ETag of what was read: if it has changed since, 412.", string());
        }
        if (handler.hasMethodAnnotation(Idempotent.class)) {
            add(all, "header", "Idempotency-Key", "Makes it happen once, however often it is sent.", string());
        }
        if (route.shared()) {
            add(
                    all,
                    "header",
                    RequestContract.HEADER,
                    "Chooses this contract where several share the route; left out, the token's contract decides.",
                    string(route.contract().name().toLowerCase(Locale.ROOT)));
        }
        for (Map.Entry<String, String> variant : route.variants()) {
            add(all, "query", variant.getKey(), "Asks for a file instead.", string(variant.getValue()));
        }
        if (text.parameters() != null) {
            text.parameters().forEach(parameter -> all.put(parameter.getName(), parameter));
        }
        operation.setParameters(all.isEmpty() ? null : new ArrayList<>(all.values()));
    }

    private static void succeed(Operation operation, Route route, RouteText text) {
        Map.Entry<String, ApiResponse> seen =
                operation.getResponses().entrySet().iterator().next();
        String status = text.status() == null ? seen.getKey() : text.status();
        ApiResponse success = seen.getValue();
        success.setDescription(description(status));
        if (success.getContent() == null) {
            success.setContent(new Content());
        }
        for (Map.Entry<String, String> variant : route.variants()) {
            success.getContent().addMediaType("text/" + variant.getValue(), new MediaType().schema(string()));
        }
        if (text.responseTypes() != null) {
            success.setContent(new Content());
            for (String type : text.responseTypes()) {
                success.getContent().addMediaType(type, new MediaType().schema(string()));
            }
        }
        if (text.response() != null) {
            show(success.getContent(), text.response());
        }
        operation.setResponses(new ApiResponses().addApiResponse(status, success));
    }

    private void refuse(Operation operation, HandlerMethod handler, Route route) {
        Set<Class<?>> arguments = Set.copyOf(Arrays.asList(handler.getMethod().getParameterTypes()));
        boolean idempotent = handler.hasMethodAnnotation(Idempotent.class);
        List<HttpStatus> statuses = new ArrayList<>();
        if (operation.getParameters() != null || operation.getRequestBody() != null) {
            statuses.add(HttpStatus.BAD_REQUEST);
        }
        boolean closed = !handler.hasMethodAnnotation(Open.class);
        if (closed || !route.verb().equals("GET")) {
            statuses.add(HttpStatus.UNAUTHORIZED);
            statuses.add(HttpStatus.TOO_MANY_REQUESTS);
        }
        if (closed) {
            statuses.add(HttpStatus.FORBIDDEN);
        }
        if (route.path().contains("{")) {
            statuses.add(HttpStatus.NOT_FOUND);
        }
        if (!route.verb().equals("GET")) {
            statuses.add(HttpStatus.CONFLICT);
        }
        if (arguments.contains(ExpectedVersion.class)) {
            statuses.add(HttpStatus.PRECONDITION_FAILED);
        }
        if (idempotent) {
            statuses.add(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        for (HttpStatus status : statuses) {
            String number = String.valueOf(status.value());
            Content content = new Content()
                    .addMediaType(JSON, new MediaType().schema(new Schema<>().$ref("#/components/schemas/Error")));
            JsonNode example = texts.refusals().get(number);
            if (example != null) {
                show(content, example);
            }
            operation
                    .getResponses()
                    .addApiResponse(
                            number,
                            new ApiResponse().description(description(number)).content(content));
        }
    }

    private static void show(Content content, JsonNode example) {
        MediaType json = content.get(JSON);
        if (json != null) {
            json.addExamples("example", new Example().value(example));
        }
    }

    private static void add(Map<String, Parameter> all, String in, String name, String description, Schema<?> schema) {
        all.put(
                name,
                new Parameter()
                        .in(in)
                        .name(name)
                        .required(in.equals("path"))
                        .description(description)
                        .schema(schema));
    }

    private static Schema<?> string(String... words) {
        JsonSchema schema = new JsonSchema();
        schema.addType("string");
        if (words.length > 0) {
            schema.setEnum(List.<Object>copyOf(Arrays.asList(words)));
        }
        return schema;
    }

    private static Schema<?> whole(long least, long most) {
        JsonSchema schema = new JsonSchema();
        schema.addType("integer");
        schema.setMinimum(BigDecimal.valueOf(least));
        schema.setMaximum(BigDecimal.valueOf(most));
        return schema;
    }

    private static String description(String status) {
        HttpStatus known = HttpStatus.valueOf(Integer.parseInt(status));
        return known.getReasonPhrase();
    }

    /** "errorsCsv" is "Errors csv". */
    private static String words(@Nullable String name) {
        String spaced =
                String.valueOf(name).replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
    }
}
