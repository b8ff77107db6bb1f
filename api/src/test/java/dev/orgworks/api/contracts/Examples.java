package dev.orgworks.api.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The example bodies of an API document, as it gives them. */
final class Examples {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern TIME = Pattern.compile("timestamp|[a-zA-Z]+At");
    private static final String UUID =
            "\\p{XDigit}{8}-\\p{XDigit}{4}-[78]\\p{XDigit}{3}-[89ab]\\p{XDigit}{3}-\\p{XDigit}{12}";

    private final JsonNode examples;

    private Examples(JsonNode examples) {
        this.examples = examples;
    }

    static Examples of(String contract) {
        try (InputStream in = Objects.requireNonNull(Examples.class.getResourceAsStream(contract + ".json"))) {
            return new Examples(JSON.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ObjectNode request(String name) {
        return (ObjectNode) examples.required(name).required("request").deepCopy();
    }

    ObjectNode update(String name) {
        return (ObjectNode) examples.required(name).required("update").deepCopy();
    }

    ObjectNode response(String name) {
        return (ObjectNode) examples.required(name).required("response").deepCopy();
    }

    /** Holds a whole body against the example, ids and times aside, which only have to look alike. */
    void compare(Answer answer, String name) {
        compare(answer, response(name));
    }

    void compare(Answer answer, JsonNode expected) {
        JsonNode given = answer.json().deepCopy();
        assertThat(general(given)).as(answer.body()).isEqualTo(general(expected.deepCopy()));
    }

    private static JsonNode general(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name : object.propertyNames()) {
                JsonNode value = object.required(name);
                if (name.equals("id") || isUuid(value)) {
                    object.put(name, kindOfId(value));
                } else if (TIME.matcher(name).matches() && !value.isNull()) {
                    object.put(name, java.time.Instant.parse(value.asString()) == null ? "" : "an instant");
                } else {
                    general(value);
                }
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(Examples::general);
        }
        return node;
    }

    private static boolean isUuid(JsonNode value) {
        return value.isString()
                && (value.asString().equals("uuid") || value.asString().matches(UUID));
    }

    private static String kindOfId(JsonNode id) {
        if (id.isIntegralNumber()) {
            return "a number";
        }
        String text = id.asString();
        return text.matches("[0-9]+") ? "digits" : isUuid(id) ? "a uuid" : text;
    }
}
