package dev.orgworks.api.testing;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.assertj.core.api.Assertions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the application answered. */
public record Answer(int status, HttpHeaders headers, String body) {

    /** The fields of errors in the learning, workspace, studio, support and metering contracts. */
    private static final List<Set<String>> ERRORS = List.of(
            Set.of("success", "error", "message", "code", "details"),
            Set.of("error", "message", "details"),
            Set.of("success", "message"),
            Set.of("error", "message"),
            Set.of("error", "correlationId"));

    private static final JsonMapper JSON = JsonMapper.shared();

    /** The same answer, after a look at its status. */
    public Answer expect(int expected) {
        Assertions.assertThat(status).as(body).isEqualTo(expected);
        return this;
    }

    /** The body as JSON. */
    public JsonNode json() {
        return JSON.readTree(body);
    }

    /** A place in the body by its JSON pointer; a missing node when it is not there. */
    public JsonNode at(String pointer) {
        return json().at(pointer);
    }

    /** A text, number or word in the body, as text; empty when it is null or not there. */
    public String text(String pointer) {
        JsonNode node = at(pointer);
        return node.isNull() ? "" : node.asString("");
    }

    /** The same field of every element of {@code data}, as text. */
    public List<String> each(String field) {
        return StreamSupport.stream(at("/data").spliterator(), false)
                .map(element -> element.path(field).asString(""))
                .toList();
    }

    /** A header; empty when it was not sent. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The names of the fields that a refusal finds fault with. */
    public List<String> wrongFields() {
        return StreamSupport.stream(at("/details").spliterator(), false)
                .map(detail -> detail.path("field").asString(""))
                .toList();
    }

    /** A refusal in the contract's shape, which tells nothing of the inside. */
    public Answer refused(int expected) {
        expect(expected);
        Assertions.assertThat(header("content-type")).as(body).startsWith("application/json");
        Set<String> names = Set.copyOf(json().propertyNames());
        Assertions.assertThat(ERRORS)
                .as(body)
                .anySatisfy(error -> Assertions.assertThat(error).containsAll(names));
        Assertions.assertThat(names.contains("correlationId") ? text("/error/message") : text("/message"))
                .as(body)
                .isNotBlank();
        Assertions.assertThat(at("/success").asBoolean(false)).isFalse();
        Assertions.assertThat(body.toLowerCase(Locale.ROOT))
                .doesNotContain("exception", "dev.orgworks", "org.springframework", "java.", "\\tat ")
                .doesNotContain("select ", "insert into", "update learner", "sqlstate", "column '");
        return this;
    }
}
