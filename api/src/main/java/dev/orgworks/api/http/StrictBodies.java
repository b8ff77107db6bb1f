package dev.orgworks.api.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import jakarta.validation.Validator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON bodies. Of one that does not fit it names every field that is wrong, of a wrong type or against a constraint;
 * Jackson alone would stop at the first.
 */
class StrictBodies extends JacksonJsonHttpMessageConverter {

    /** Ten times what the largest body that any route takes needs. */
    private static final int LARGEST = 16 << 20;

    private final Validator validator;

    StrictBodies(JsonMapper json, Validator validator) {
        super(json);
        this.validator = validator;
    }

    private record Buffered(HttpHeaders headers, InputStream body) implements HttpInputMessage {

        @Override
        public InputStream getBody() {
            return body;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        byte[] bytes = whole(message.getBody());
        try {
            return super.read(type, new Buffered(message.getHeaders(), new ByteArrayInputStream(bytes)), hints);
        } catch (HttpMessageNotReadableException e) {
            List<Detail> wrong = new ArrayList<>();
            if (e.getCause() instanceof DatabindException) {
                collect(getMapper().constructType(type.getType()), tree(bytes), "", wrong);
            }
            if (wrong.isEmpty()) {
                throw e;
            }
            wrong.sort(Comparator.comparing(detail -> String.valueOf(detail.field())));
            throw new InvalidInputException(wrong);
        }
    }

    /**
     * A whole body.
     *
     * @throws InvalidInputException when it is larger than any route's
     */
    static byte[] whole(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new InvalidInputException(
                    null, "TOO_LONG", "The body has more than " + LARGEST + " bytes; send it in parts");
        }
        return bytes;
    }

    private JsonNode tree(byte[] bytes) {
        try {
            return getMapper().readTree(bytes);
        } catch (JacksonException e) {
            return getMapper().missingNode();
        }
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
            JavaType fieldType = getMapper().constructType(field.getGenericType());
            collect(fieldType, node.path(field.getName()), where, wrong);
            if (wrong.size() == before) {
                Object value = getMapper().convertValue(node.path(field.getName()), fieldType);
                validator
                        .validateValue(type.getRawClass(), field.getName(), value)
                        .forEach(violation -> wrong.add(new Detail(
                                where,
                                ApiErrors.code(violation
                                        .getConstraintDescriptor()
                                        .getAnnotation()
                                        .annotationType()
                                        .getSimpleName()),
                                where + " " + violation.getMessage())));
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

    private boolean fits(JavaType type, JsonNode node) {
        try {
            getMapper().convertValue(node, type);
            return true;
        } catch (JacksonException | IllegalArgumentException e) {
            return false;
        }
    }
}
