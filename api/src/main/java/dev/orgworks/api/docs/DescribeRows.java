package dev.orgworks.api.docs;

import dev.orgworks.domain.support.DeskRow;
import dev.orgworks.domain.support.RowFields;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.ResolvableType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.method.HandlerMethod;

/** Says of a route of the support desk's rows what its lists can be asked for, and what bodies are made of. */
class DescribeRows implements OperationCustomizer {

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        row(ResolvableType.forMethodReturnType(handler.getMethod(), handler.getBeanType()))
                .map(RowFields::of)
                .ifPresent(fields -> describe(operation, handler, fields));
        return operation;
    }

    private static void describe(Operation operation, HandlerMethod handler, RowFields<?> fields) {
        if (List.of(handler.getMethod().getParameterTypes()).contains(MultiValueMap.class)) {
            list(operation, fields);
        }
        if (operation.getRequestBody() != null) {
            operation.getRequestBody().setDescription("Of a patch every field may be left out.");
            operation.getRequestBody().getContent().values().forEach(content -> content.setSchema(body(fields)));
        }
    }

    private static void list(Operation operation, RowFields<?> fields) {
        List<Parameter> parameters = new ArrayList<>(operation.getParameters());
        parameters.removeIf(parameter -> parameter.getName().equals("query"));
        for (String filter : fields.filters()) {
            parameters.add(query(filter, "Only rows with this value, or one of several, divided by commas.")
                    .schema(new Schema<>().types(Set.of("string"))));
        }
        parameters.add(query(
                        "sort",
                        "Fields divided by commas, a minus in front for descending; newest first unless told. Any of "
                                + String.join(", ", fields.sortable()) + ".")
                .schema(new Schema<>().types(Set.of("string"))));
        operation.setParameters(parameters);
    }

    private static Parameter query(String name, String description) {
        return new Parameter().in("query").name(name).required(false).description(description);
    }

    /** A row's fields as callers say them. */
    private static Schema<?> body(RowFields<?> fields) {
        Schema<?> body = new Schema<>().types(Set.of("object"));
        for (String name : fields.names()) {
            if (!fields.isAutomatic(name)) {
                body.addProperty(name, field(fields.typeOf(name).orElseThrow()));
            }
        }
        return body;
    }

    private static Schema<?> field(Class<?> type) {
        Schema<Object> schema = new Schema<>();
        if (type.isEnum()) {
            schema.setTypes(Set.of("string"));
            schema.setEnum(Arrays.stream(type.getEnumConstants())
                    .map(constant -> (Object) ((Enum<?>) constant).name())
                    .toList());
        } else if (type == Boolean.class) {
            schema.setTypes(Set.of("boolean"));
        } else if (type == Integer.class || type == Long.class) {
            schema.setTypes(Set.of("integer"));
        } else if (type == UUID.class) {
            schema.setTypes(Set.of("string"));
            schema.setFormat("uuid");
        } else if (CharSequence.class.isAssignableFrom(type) || type.getName().startsWith("java.")) {
            schema.setTypes(Set.of("string"));
        }
        return schema;
    }

    private static Optional<Class<? extends DeskRow>> row(ResolvableType type) {
        if (type.resolve() != null
                && DeskRow.class.isAssignableFrom(type.toClass())
                && type.toClass().isRecord()) {
            return Optional.of(type.toClass().asSubclass(DeskRow.class));
        }
        return Arrays.stream(type.getGenerics())
                .map(DescribeRows::row)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
