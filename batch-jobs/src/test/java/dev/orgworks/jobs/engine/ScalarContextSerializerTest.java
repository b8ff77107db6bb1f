package dev.orgworks.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ScalarContextSerializerTest {

    private final ScalarContextSerializer serializer =
            new ScalarContextSerializer(JsonMapper.builder().build());

    @Test
    void texts_numbers_and_truth_values_come_back_as_what_they_were() throws IOException {
        Map<String, Object> context = Map.of(
                "text", "L7 \"ü\" 😀\n", "empty", "", "long", Long.MIN_VALUE, "int", 7, "double", 0.1, "truth", true);

        assertThat(back(out(context))).isEqualTo(context);
    }

    static List<Object> objects() {
        return List.of(Instant.EPOCH, List.of(1), Map.of("a", 1), new Object());
    }

    @ParameterizedTest
    @MethodSource("objects")
    void objects_are_refused(Object value) {
        assertThatThrownBy(() -> out(Map.of("key", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key is a " + value.getClass());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":\"Cjava.lang.Runtime\"}", "{\"a\":{\"@class\":\"java.lang.Runtime\"}}", "\u00ac\u00ed"})
    void stored_contexts_of_another_form_are_refused(String stored) {
        assertThatThrownBy(() -> back(stored.getBytes(StandardCharsets.UTF_8))).isInstanceOf(RuntimeException.class);
    }

    private byte[] out(Map<String, Object> context) throws IOException {
        var bytes = new ByteArrayOutputStream();
        serializer.serialize(context, bytes);
        return bytes.toByteArray();
    }

    private Map<String, Object> back(byte[] bytes) throws IOException {
        return serializer.deserialize(new ByteArrayInputStream(bytes));
    }
}
