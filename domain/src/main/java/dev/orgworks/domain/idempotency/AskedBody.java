package dev.orgworks.domain.idempotency;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a request asks for, by its meaning: the order of fields and the blanks between them do not matter, nor does 1 against 1.0.
 * Kept are keyed hashes only, one for each place, by which two requests can be told apart and the places be named.
 */
public final class AskedBody {

    /** Of larger bodies the hashes are of whole branches. */
    private static final int MOST_PLACES = 300;

    private static final int HASH_BYTES = 12;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final SortedMap<String, String> values;

    private AskedBody(SortedMap<String, String> values) {
        this.values = values;
    }

    /**
     * What a request with a body asks for.
     *
     * @param body JSON; anything else counts by its bytes
     * @param query the query's parameters
     */
    public static AskedBody of(byte[] body, Map<String, List<String>> query) {
        SortedMap<String, String> values = body(body);
        query.forEach((name, given) -> values.put("?" + name, given.toString()));
        return new AskedBody(values);
    }

    private static SortedMap<String, String> body(byte[] body) {
        SortedMap<String, String> values = new TreeMap<>();
        if (body.length == 0) {
            return values;
        }
        try {
            JsonNode tree = JSON.readTree(body);
            for (int depth : new int[] {Integer.MAX_VALUE, 1, 0}) {
                values.clear();
                collect(tree, "", depth, values);
                if (values.size() <= MOST_PLACES) {
                    break;
                }
            }
        } catch (JacksonException e) {
            values.clear();
            values.put("", "not JSON: " + new String(body, StandardCharsets.ISO_8859_1));
        }
        return values;
    }

    private static void collect(JsonNode node, String pointer, int depth, Map<String, String> values) {
        if (depth > 0 && node.isObject() && !node.isEmpty()) {
            node.properties()
                    .forEach(field ->
                            collect(field.getValue(), pointer + "/" + escaped(field.getKey()), depth - 1, values));
        } else if (depth > 0 && node.isArray() && !node.isEmpty()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.path(i), pointer + "/" + i, depth - 1, values);
            }
        } else {
            StringBuilder text = new StringBuilder();
            write(node, text);
            values.put(pointer, text.toString());
        }
    }

    /** As JSON Pointer has it (RFC 6901). */
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static void write(JsonNode node, StringBuilder text) {
        if (node.isObject()) {
            SortedMap<String, JsonNode> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
            text.append('{');
            fields.forEach((name, value) -> {
                text.append(JSON.writeValueAsString(name)).append(':');
                write(value, text);
                text.append(',');
            });
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            node.forEach(element -> {
                write(element, text);
                text.append(',');
            });
            text.append(']');
        } else if (node.isNumber()) {
            text.append(node.decimalValue().stripTrailingZeros());
        } else {
            text.append(JSON.writeValueAsString(node));
        }
    }

    /** A hash for each place, which says nothing to whoever does not know the key's secret. */
    SortedMap<String, String> hashes(OnceKey key) {
        Seal seal = new Seal(key);
        SortedMap<String, String> hashes = new TreeMap<>();
        values.forEach((pointer, value) -> hashes.put(pointer, hash(seal, pointer, value)));
        return hashes;
    }

    private static String hash(Seal seal, String pointer, String value) {
        byte[] whole = seal.mac((pointer + "\0" + value).getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(Arrays.copyOf(whole, HASH_BYTES));
    }

    /** The places that differ between two requests; none when they ask for the same. */
    static SortedSet<String> differing(Map<String, String> one, Map<String, String> other) {
        SortedSet<String> places = new TreeSet<>(one.keySet());
        places.addAll(other.keySet());
        places.removeIf(place -> Objects.equals(one.get(place), other.get(place)));
        return places;
    }
}
