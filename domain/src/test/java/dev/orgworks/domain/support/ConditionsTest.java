package dev.orgworks.domain.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.domain.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What conditions mean, and which mean nothing: the tables beside this test. */
class ConditionsTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static Stream<Arguments> conditions() {
        return lines("conditions.tsv");
    }

    static Stream<Arguments> badConditions() {
        return lines("bad-conditions.tsv");
    }

    private static Stream<Arguments> lines(String file) {
        try (InputStream in = Objects.requireNonNull(ConditionsTest.class.getResourceAsStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> Arguments.of((Object[]) line.split("\t", -1)))
                            .toList()
                            .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void aConditionHoldsOrDoesNot(String facts, String field, String operator, String value, boolean holds) {
        Conditions conditions = JSON.readValue(
                "[{\"field\": \"%s\", \"operator\": \"%s\", \"value\": %s}]".formatted(field, operator, value),
                Conditions.class);

        assertThat(conditions.read().get(0).holds(facts(facts))).isEqualTo(holds);
    }

    @ParameterizedTest
    @MethodSource("badConditions")
    void whatMeansNothingIsRefusedWithItsPlace(String conditions, String where, String said) {
        Conditions read = JSON.readValue(conditions, Conditions.class);

        assertThatThrownBy(read::read)
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.details()).singleElement().satisfies(detail -> {
                            assertThat(detail.field()).isEqualTo(where);
                            assertThat(detail.message()).startsWith(where + " ").contains(said);
                        }));
    }

    @Test
    void thereAreNoMoreThanFifty() {
        Object one = Map.of("field", "a", "operator", "exists", "value", true);

        assertThat(new Conditions(Collections.nCopies(Conditions.MOST, one)).read())
                .hasSize(50);
        assertThatThrownBy(() -> new Conditions(Collections.nCopies(Conditions.MOST + 1, one)).read())
                .hasMessageContaining("1 to 50");
    }

    @Test
    void longTextsAndNamesAreRefused() {
        for (Map<String, Object> one : List.<Map<String, Object>>of(
                Map.of("field", "a", "operator", "eq", "value", "x".repeat(1_001)),
                Map.of("field", "a".repeat(101), "operator", "eq", "value", "x"),
                Map.of("field", "a", "operator", "in", "value", Collections.nCopies(101, "x")))) {
            assertThatThrownBy(() -> new Conditions(List.of(one)).read()).isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void everythingWrongIsNamedAtOnce() {
        Conditions conditions = JSON.readValue("[{\"field\": 1, \"operator\": \"is\"}, 5]", Conditions.class);

        assertThatThrownBy(conditions::read)
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.details())
                                .extracting(InvalidInputException.Detail::field)
                                .containsExactly("conditions[0].field", "conditions[0].operator", "conditions[1]"));
    }

    private static Facts facts(String json) {
        return Facts.of(JSON.readValue(json, new TypeReference<Map<String, Object>>() {}));
    }
}
