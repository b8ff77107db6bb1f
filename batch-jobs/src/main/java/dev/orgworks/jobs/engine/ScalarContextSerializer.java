package dev.orgworks.jobs.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps execution contexts as JSON of texts, numbers and truth values, and refuses everything else. The default is Java
 * serialization, which a writer of the database could make construct any class (CVE-2026-47875, -47881, -47878).
 */
@Component
class ScalarContextSerializer implements ExecutionContextSerializer {

    private static final TypeReference<LinkedHashMap<String, String>> TAGGED = new TypeReference<>() {};

    private final JsonMapper json;

    ScalarContextSerializer(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void serialize(Map<String, Object> context, OutputStream out) throws IOException {
        Map<String, String> tagged = new LinkedHashMap<>();
        context.forEach((key, value) -> tagged.put(key, tagged(key, value)));
        out.write(json.writeValueAsBytes(tagged));
    }

    @Override
    public Map<String, Object> deserialize(InputStream in) throws IOException {
        Map<String, Object> context = new HashMap<>();
        json.readValue(in.readAllBytes(), TAGGED).forEach((key, value) -> context.put(key, untagged(value)));
        return context;
    }

    private static String tagged(String key, Object value) {
        if (value instanceof String text) {
            return "S" + text;
        } else if (value instanceof Long number) {
            return "L" + number;
        } else if (value instanceof Integer number) {
            return "I" + number;
        } else if (value instanceof Double number) {
            return "D" + number;
        } else if (value instanceof Boolean truth) {
            return "B" + truth;
        }
        throw new IllegalArgumentException("An execution context holds texts, numbers and truth values only, but " + key
                + " is a " + value.getClass());
    }

    private static Object untagged(String value) {
        String text = value.substring(1);
        return switch (value.charAt(0)) {
            case 'S' -> text;
            case 'L' -> Long.valueOf(text);
            case 'I' -> Integer.valueOf(text);
            case 'D' -> Double.valueOf(text);
            case 'B' -> Boolean.valueOf(text);
            default -> throw new IllegalArgumentException("Not a value of an execution context: " + value.charAt(0));
        };
    }
}
