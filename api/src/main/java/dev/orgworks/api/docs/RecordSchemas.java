package dev.orgworks.api.docs;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JavaType;
import dev.orgworks.domain.support.Decimal;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from a record's types what may be null in its JSON: what may not is required. */
class RecordSchemas implements ModelConverter {

    private static final String REFERENCE = "#/components/schemas/";

    @Override
    @SuppressWarnings({"rawtypes", "NullAway"})
    public Schema resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        if (schema == null || type.getType() == null) {
            return schema;
        }
        JavaType java = Json31.mapper().constructType(type.getType());
        Schema<?> model = schema.get$ref() == null
                ? schema
                : context.getDefinedModels().get(schema.get$ref().substring(REFERENCE.length()));
        if (java != null && java.getRawClass().isRecord() && model != null && model.getProperties() != null) {
            complete(java.getRawClass(), model);
        }
        return schema;
    }

    private static void complete(Class<?> type, Schema<?> model) {
        for (RecordComponent component : type.getRecordComponents()) {
            JsonProperty other = component.getAccessor().getAnnotation(JsonProperty.class);
            String name = other == null || other.value().isEmpty() ? component.getName() : other.value();
            @SuppressWarnings("rawtypes")
            Map<String, Schema> properties = model.getProperties();
            Schema<?> property = properties.get(name);
            if (property == null) {
                continue;
            }
            if (component.getAccessor().isAnnotationPresent(JsonAnyGetter.class)) {
                properties.remove(name);
                model.setAdditionalProperties(true);
                continue;
            }
            if (component.isAnnotationPresent(Decimal.class)) {
                property = decimal(name);
                properties.put(name, property);
            }
            if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                properties.put(name, orNull(property));
            } else if (!component.getType().isPrimitive() || isShown(type)) {
                require(model, name);
            }
        }
    }

    /** By its name it is found again where a record is unwrapped into another. */
    private static Schema<?> decimal(String name) {
        Schema<Object> decimal = new Schema<>();
        decimal.setName(name);
        decimal.setTypes(new LinkedHashSet<>(Set.of("string")));
        decimal.setExample("50.00");
        return decimal;
    }

    /** Of what is sent to us, numbers and truth values may be left out. */
    private static boolean isShown(Class<?> type) {
        return type.getSimpleName().endsWith("View")
                || type.getSimpleName().endsWith("Response")
                || type.getSimpleName().endsWith("Answer");
    }

    private static void require(Schema<?> model, String name) {
        if (model.getRequired() == null || !model.getRequired().contains(name)) {
            model.addRequiredItem(name);
        }
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.getAnyOf() != null) {
            return property;
        }
        if (property.getTypes() != null && property.getEnum() == null) {
            Set<String> types = new LinkedHashSet<>(property.getTypes());
            types.add("null");
            property.setTypes(types);
            return property;
        }
        Schema<Object> either = new Schema<>();
        either.setName(property.getName());
        either.setAnyOf(List.of(property, new Schema<>().types(Set.of("null"))));
        return either;
    }
}
