package dev.orgworks.api.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON that means what it says or is refused: a misspelt {@code organizationIds} that is passed over would make a token for
 * every organization, and a number taken for an enum's place another role than anybody wrote.
 */
@Component
public class StrictJson {

    private final JsonMapper mapper;
    private final Validator validator;

    StrictJson(JsonMapper json, Validator validator) {
        this.mapper = json.rebuild()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .build();
        this.validator = validator;
    }

    JsonMapper mapper() {
        return mapper;
    }

    /**
     * Changes a body by a JSON merge patch (RFC 7396): what the patch leaves out stays, null clears, objects are merged.
     *
     * @throws InvalidInputException naming every field that is wrong afterwards
     */
    public <T> T merge(T body, ObjectNode patch) {
        ObjectNode merged = mapper.valueToTree(body);
        merge(merged, patch);
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) body.getClass();
        return read(merged, type);
    }

    /** A part of a body that was read into a map, as it came. */
    public ObjectNode tree(Map<String, ? extends @Nullable Object> part) {
        return mapper.valueToTree(part);
    }

    /**
     * Reads a part of a body whose type the rest of it tells.
     *
     * @throws InvalidInputException naming every field that is wrong, as seen from this part
     */
    public <T> T read(JsonNode tree, Class<T> type) {
        T body;
        try {
            body = mapper.treeToValue(tree, type);
        } catch (JacksonException e) {
            List<Detail> wrong = wrong(mapper.constructType(type), tree);
            if (wrong.isEmpty()) {
                throw e;
            }
            throw new InvalidInputException(wrong);
        }
        Set<ConstraintViolation<T>> violations = validator.validate(body);
        if (!violations.isEmpty()) {
            throw new InvalidInputException(violations.stream()
                    .map(violation -> detail(violation.getPropertyPath().toString(), violation))
                    .sorted(Comparator.comparing(detail -> String.valueOf(detail.field())))
                    .toList());
        }
        return body;
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isNull()) {
                target.remove(entry.getKey());
            } else if (value instanceof ObjectNode object) {
                JsonNode present = target.get(entry.getKey());
                ObjectNode merged = present instanceof ObjectNode before ? before : target.putObject(entry.getKey());
                merge(merged, object);
            } else {
                target.set(entry.getKey(), value);
            }
        });
    }

    /** Every field of a body that is of a wrong type or against a constraint; Jackson alone would stop at the first. */
    List<Detail> wrong(JavaType type, JsonNode tree) {
        List<Detail> wrong = new ArrayList<>();
        collect(type, tree, "", wrong);
        wrong.sort(Comparator.comparing(detail -> String.valueOf(detail.field())));
        return wrong;
    }

    private void collect(JavaType type, JsonNode node, String path, List<Detail> wrong) {
        if (type.isRecordType() && node.isObject()) {
            collectFields(type, node, path, wrong);
        } else if (type.isCollectionLikeType() && node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(type.getContentType(), node.path(i), path + "[" + i + "]", wrong);
            }
        } else if (!path.isEmpty() && !fits(type, node)) {
            wrong.add(new Detail(path, "INVALID", path + " must be " + ApiErrors.expected(type.getRawClass())));
        }
    }

    private void collectFields(JavaType type, JsonNode node, String path, List<Detail> wrong) {
        RecordComponent[] fields = type.getRawClass().getRecordComponents();
        for (RecordComponent field : fields) {
            String where = path.isEmpty() ? field.getName() : path + "." + field.getName();
            int before = wrong.size();
            JavaType fieldType = mapper.constructType(field.getGenericType());
            collect(fieldType, node.path(field.getName()), where, wrong);
            if (wrong.size() == before) {
                Object value = mapper.convertValue(node.path(field.getName()), fieldType);
                validator
                        .validateValue(type.getRawClass(), field.getName(), value)
                        .forEach(violation -> wrong.add(detail(where, violation)));
            }
        }
        JsonIgnoreProperties ignored = type.getRawClass().getAnnotation(JsonIgnoreProperties.class);
        if (ignored != null && ignored.ignoreUnknown()) {
            return;
        }
        List<String> known =
                Arrays.stream(fields).map(RecordComponent::getName).sorted().toList();
        node.propertyNames().stream().filter(name -> !known.contains(name)).forEach(name -> {
            String where = path.isEmpty() ? name : path + "." + name;
            wrong.add(new Detail(
                    where,
                    "UNKNOWN_FIELD",
                    where + " is not a field here; "
                            + (known.isEmpty() ? "there are none" : "these are " + String.join(", ", known))));
        });
    }

    private static Detail detail(String where, ConstraintViolation<?> violation) {
        return new Detail(
                where,
                ApiErrors.code(violation
                        .getConstraintDescriptor()
                        .getAnnotation()
                        .annotationType()
                        .getSimpleName()),
                where + " " + violation.getMessage());
    }

    private boolean fits(JavaType type, JsonNode node) {
        try {
            mapper.convertValue(node, type);
            return true;
        } catch (JacksonException | IllegalArgumentException e) {
            return false;
        }
    }
}
