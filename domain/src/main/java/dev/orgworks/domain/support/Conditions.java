package dev.orgworks.domain.support;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.database.JsonColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The conditions of a rule, all of which have to hold.
 *
 * @param written as they came: objects with {@code field}, {@code operator} and {@code value}
 */
@JsonDeserialize(using = Conditions.Read.class)
public record Conditions(@JsonValue List<@Nullable Object> written) implements JsonColumn {

    static final int MOST = 50;

    /**
     * What they mean.
     *
     * @throws InvalidInputException naming everything that is wrong with them
     */
    List<Condition> read() {
        if (written.isEmpty() || written.size() > MOST) {
            throw new InvalidInputException(
                    "conditions",
                    written.isEmpty() ? "REQUIRED" : "TOO_MANY",
                    "conditions must be a list of 1 to " + MOST
                            + "; a rule for everything names what everything has, such as {\"field\": \"entity\","
                            + " \"operator\": \"exists\", \"value\": true}");
        }
        List<Condition> conditions = new ArrayList<>();
        List<Detail> wrong = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            try {
                conditions.add(Condition.of(written.get(i), "conditions[" + i + "]"));
            } catch (InvalidInputException e) {
                wrong.addAll(e.details());
            }
        }
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong);
        }
        return conditions;
    }

    /** Reads numbers to the last digit, wherever they come from. */
    static class Read extends ValueDeserializer<Conditions> {

        @Override
        public Conditions deserialize(JsonParser json, DeserializationContext context) {
            // what is no list is refused with its words, as an empty one is
            List<@Nullable Object> written = new ArrayList<>();
            if (value(json) instanceof List<?> list) {
                written.addAll(list);
            }
            return new Conditions(Collections.unmodifiableList(written));
        }

        private static @Nullable Object value(JsonParser json) {
            return switch (json.currentToken()) {
                case START_ARRAY -> list(json);
                case START_OBJECT -> object(json);
                case VALUE_STRING -> json.getString();
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> CompareValues.canonical(json.getDecimalValue());
                default -> null;
            };
        }

        private static List<@Nullable Object> list(JsonParser json) {
            List<@Nullable Object> list = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(json));
            }
            return list;
        }

        private static Map<String, @Nullable Object> object(JsonParser json) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                object.put(name, value(json));
            }
            return object;
        }
    }
}
