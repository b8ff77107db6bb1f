package dev.orgworks.api.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What learners did, as other systems tell it. */
class ActivityTest extends ApiTest {

    private final Instant yesterday = Instant.now().minus(Duration.ofDays(1));

    private Tenant tenant;
    private Client manager;
    private String path;

    @BeforeEach
    void enrolSomebody() {
        tenant = tenant();
        imported(tenant, "user_id,login_id,status\nA,ada,active\nB,bob,active\n");
        manager = somebody("MANAGER", tenant);
        path = tenant.path() + "/learners/activity";
    }

    @Test
    void eventsAreTakenOnce() {
        long bob = database.sql("select id from learner where organization_id = :id and external_key = 'B'")
                .param("id", tenant.id())
                .query(Long.class)
                .single();
        String batch = events(
                event("e1", "LOGIN", "", yesterday),
                event("e2", "QUIZ", "\"course\": \"Algebra\", \"value\": 62.5", yesterday),
                event("e3", "PROGRESS", "\"course\": \"Algebra\", \"value\": \"40\"", yesterday)
                        .replace("\"externalId\": \"A\"", "\"id\": " + bob),
                event("e1", "LOGIN", "", yesterday));

        Answer first = manager.post(path, batch).expect(200);
        Answer again = manager.post(path, batch).expect(200);

        assertThat(counts(first)).isEqualTo("3 accepted, 1 duplicates, 0 rejected");
        assertThat(counts(again)).isEqualTo("0 accepted, 4 duplicates, 0 rejected");
        assertThat(stored())
                .containsExactly("1 e1 LOGIN null null", "2 e2 QUIZ Algebra 62.5000", "3 e3 PROGRESS Algebra 40.0000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"eventId\": \"x\"}                                        | learner | REQUIRED",
                "{\"eventId\": \"a b\", $A, \"kind\": \"LOGIN\", $T}         | eventId | INVALID",
                "{\"eventId\": 7, $A, \"kind\": \"LOGIN\", $T}               | eventId | INVALID",
                "{$A, \"kind\": \"LOGIN\", $T}                               | eventId | REQUIRED",
                "{\"eventId\": \"x\", \"learner\": {\"externalId\": \"nobody\"}, \"kind\": \"LOGIN\", $T} | learner | NOT_FOUND",
                "{\"eventId\": \"x\", \"learner\": {\"id\": \"A\"}, \"kind\": \"LOGIN\", $T}         | learner | INVALID",
                "{\"eventId\": \"x\", \"learner\": {\"id\": 1, \"externalId\": \"A\"}, \"kind\": \"LOGIN\", $T} | learner | REQUIRED",
                "{\"eventId\": \"x\", $A, \"kind\": \"login\", $T}           | kind    | INVALID",
                "{\"eventId\": \"x\", $A, \"kind\": \"QUIZ\", \"value\": 5, $T} | course | REQUIRED",
                "{\"eventId\": \"x\", $A, \"kind\": \"LOGIN\", \"course\": \"c\", $T} | course | NOT_ALLOWED",
                "{\"eventId\": \"x\", $A, \"kind\": \"LOGIN\", \"value\": 5, $T} | value | NOT_ALLOWED",
                "{\"eventId\": \"x\", $A, \"kind\": \"QUIZ\", \"course\": \"c\", $T} | value | REQUIRED",
                "{\"eventId\": \"x\", $A, \"kind\": \"QUIZ\", \"course\": \"c\", \"value\": 100.5, $T} | value | OUT_OF_RANGE",
                "{\"eventId\": \"x\", $A, \"kind\": \"PROGRESS\", \"course\": \"c\", \"value\": -1, $T} | value | OUT_OF_RANGE",
                "{\"eventId\": \"x\", $A, \"kind\": \"PROGRESS\", \"course\": \"c\", \"value\": 1e999999, $T} | value | INVALID",
                "{\"eventId\": \"x\", $A, \"kind\": \"PROGRESS\", \"course\": \"c\", \"value\": 1.00001, $T} | value | INVALID",
                "{\"eventId\": \"x\", $A, \"kind\": \"QUIZ\", \"course\": \"c\", \"value\": [1], $T} | value | INVALID",
                "{\"eventId\": \"x\", $A, \"kind\": \"LOGIN\"}               | at      | REQUIRED",
                "{\"eventId\": \"x\", $A, \"kind\": \"LOGIN\", \"at\": \"yesterday\"} | at | INVALID",
                "{\"eventId\": \"x\", $A, \"kind\": \"LOGIN\", \"at\": \"2090-01-01T00:00:00Z\"} | at | OUT_OF_RANGE",
                "{\"eventId\": \"x\", $A, \"kind\": \"LOGIN\", \"at\": \"2020-01-01T00:00:00Z\"} | at | OUT_OF_RANGE",
                "{\"eventId\": \"x\", $A, \"kind\": \"LOGIN\", $T, \"score\": 1} | score | UNKNOWN_FIELD",
            })
    void anEventThatIsWrongIsRejectedAndTheOthersComeIn(String event, String field, String code) {
        String wrong = event.replace("$A", "\"learner\": {\"externalId\": \"A\"}")
                .replace("$T", "\"at\": \"" + yesterday + "\"");

        Answer answer = manager.post(path, events(wrong, event("good", "LOGIN", "", yesterday)))
                .expect(200);

        assertThat(counts(answer)).isEqualTo("1 accepted, 0 duplicates, 1 rejected");
        assertThat(answer.at("/data/errors/0/index").intValue()).isZero();
        assertThat(answer.text("/data/errors/0/field")).isEqualTo(field);
        assertThat(answer.text("/data/errors/0/code")).isEqualTo(code);
        assertThat(answer.text("/data/errors/0/message")).isNotBlank();
        assertThat(stored()).containsExactly("1 good LOGIN null null");
    }

    @Test
    void anIdThatStandsForSomethingElseIsRejected() {
        manager.post(path, events(event("e1", "LOGIN", "", yesterday))).expect(200);

        Answer answer = manager.post(path, events(event("e1", "LOGIN", "", yesterday.minusSeconds(1))))
                .expect(200);

        assertThat(counts(answer)).isEqualTo("0 accepted, 0 duplicates, 1 rejected");
        assertThat(answer.text("/data/errors/0/code")).isEqualTo("EVENT_ID_REUSED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"events\": []}", "{\"events\": {}}", "{\"events\": [1]}", "[]", "{\"event\": []}"})
    void aBodyThatIsNoBatchIsRefused(String body) {
        manager.post(path, body).refused(400);
        assertThat(stored()).isEmpty();
    }

    @Test
    void aBatchHasItsLimit() {
        manager.post(path, many(5_001)).refused(400);

        assertThat(counts(manager.post(path, many(5_000)).expect(200)))
                .isEqualTo("5000 accepted, 0 duplicates, 0 rejected");
        assertThat(counts(manager.post(path, many(5_000)).expect(200)))
                .isEqualTo("0 accepted, 5000 duplicates, 0 rejected");
    }

    @Test
    void anotherOrganizationsLearnersAreUnknownAndItsIdsAreItsOwn() {
        manager.post(path, events(event("e1", "LOGIN", "", yesterday))).expect(200);
        long ada = database.sql("select id from learner where organization_id = :id and external_key = 'A'")
                .param("id", tenant.id())
                .query(Long.class)
                .single();
        Tenant other = tenant();
        imported(other, "user_id,login_id,status\nA,ada,active\n");
        Client stranger = somebody("MANAGER", other);

        Answer answer = stranger.post(
                        other.path() + "/learners/activity",
                        events(
                                event("e1", "LOGIN", "", yesterday),
                                event("e2", "LOGIN", "", yesterday).replace("\"externalId\": \"A\"", "\"id\": " + ada)))
                .expect(200);

        assertThat(counts(answer)).isEqualTo("1 accepted, 0 duplicates, 1 rejected");
        assertThat(answer.text("/data/errors/0/code")).isEqualTo("NOT_FOUND");
        stranger.post(path, events(event("e3", "LOGIN", "", yesterday))).refused(404);
        assertThat(stored()).hasSize(1);
    }

    private String many(int count) {
        return events(IntStream.range(0, count)
                .mapToObj(i -> event("e" + i, "LOGIN", "", yesterday.minusSeconds(i)))
                .toArray(String[]::new));
    }

    private static String events(String... events) {
        return List.of(events).stream().collect(Collectors.joining(", ", "{\"events\": [", "]}"));
    }

    private static String event(String id, String kind, String more, Instant at) {
        return "{\"eventId\": \"%s\", \"learner\": {\"externalId\": \"A\"}, \"kind\": \"%s\", %s\"at\": \"%s\"}"
                .formatted(id, kind, more.isEmpty() ? "" : more + ", ", at);
    }

    private static String counts(Answer answer) {
        return "%s accepted, %s duplicates, %s rejected"
                .formatted(
                        answer.text("/data/accepted"), answer.text("/data/duplicates"), answer.text("/data/rejected"));
    }

    private List<String> stored() {
        return database.sql("select * from learner_activity where organization_id = :id order by id")
                .param("id", tenant.id())
                .query((rs, rowNumber) -> "%d %s %s %s %s"
                        .formatted(
                                rs.getLong("id"),
                                rs.getString("event_id"),
                                rs.getString("kind"),
                                rs.getString("course"),
                                rs.getString("value")))
                .list();
    }
}
