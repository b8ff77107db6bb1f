package dev.orgworks.api.learners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LearnerChangesTest extends ApiTest {

    private static final String ROSTER = """
            user_id,login_id,first_name,last_name,email,status
            A,ada,Ada,Lovelace,ada@example.org,active
            B,bob,Bob,Builder,bob@example.org,active
            C,cyd,Cyd,Charisse,cyd@example.org,suspended
            """;

    private Tenant tenant;

    @BeforeEach
    void importThreeLearners() {
        tenant = tenant();
        imported(tenant, ROSTER);
    }

    @Test
    void anEditedFieldIsRememberedAndLeftAloneByImportsUntilItIsReleased() {
        Answer edited = change("""
                {"externalId": "A", "action": "edit", "fields": {"firstName": "Augusta", "email": null}}""").expect(200);

        assertThat(edited.text("/data/0/learner/firstName")).isEqualTo("Augusta");
        assertThat(edited.at("/data/0/learner/email").isNull()).isTrue();
        assertThat(words(edited.at("/data/0/learner/editedByHand"))).containsExactly("email", "firstName");
        assertThat(edited.at("/data/0/learner/version").intValue()).isEqualTo(2);

        imported(tenant, ROSTER);
        assertThat(learner("A").path("firstName").asString()).isEqualTo("Augusta");
        assertThat(learner("A").path("email").isNull()).isTrue();

        change("{\"externalId\": \"A\", \"action\": \"release\", \"fields\": {\"firstName\": null}}")
                .expect(200);
        imported(tenant, ROSTER);
        assertThat(learner("A").path("firstName").asString()).isEqualTo("Ada");
        assertThat(words(learner("A").path("editedByHand"))).containsExactly("email");

        change("{\"externalId\": \"A\", \"action\": \"release\"}").expect(200);
        imported(tenant, ROSTER);
        assertThat(learner("A").path("email").asString()).isEqualTo("ada@example.org");
        assertThat(learner("A").path("editedByHand").isEmpty()).isTrue();
    }

    @Test
    void aLearnerIsSuspendedReinstatedAndRemovedByIdOrExternalId() {
        long id = learner("A").path("id").longValue();

        assertThat(change("{\"id\": %d, \"action\": \"SUSPEND\"}".formatted(id)).text("/data/0/learner/status"))
                .isEqualTo("SUSPENDED");
        assertThat(change("{\"externalId\": \"A\", \"action\": \"reinstate\"}").text("/data/0/learner/status"))
                .isEqualTo("ACTIVE");
        assertThat(change("{\"externalId\": \" A \", \"action\": \"remove\"}").text("/data/0/learner/status"))
                .isEqualTo("REMOVED");
        assertThat(words(admin.get(tenant.path() + "/learners?status=REMOVED").at("/data/0/editedByHand")))
                .containsExactly("status");
        imported(tenant, ROSTER);
        assertThat(admin.get(tenant.path() + "/learners").each("externalId")).containsExactly("B", "C");
    }

    @Test
    void manyChangesHaveAResultEachAndSomeMayFail() {
        Answer answer = admin.patch(tenant.path() + "/learners", """
                {"changes": [
                  {"externalId": "A", "action": "suspend"},
                  {"externalId": "nobody", "action": "suspend"},
                  {"externalId": "B", "action": "edit", "fields": {"login": "CYD"}},
                  {"externalId": "B", "action": "edit", "fields": {"email": "no address"}},
                  {"externalId": "B", "action": "remove", "version": 99},
                  {"externalId": "C", "action": "reinstate"}]}
                """).expect(200);

        assertThat(answer.at("/meta/succeeded").intValue()).isEqualTo(2);
        assertThat(answer.at("/meta/failed").intValue()).isEqualTo(4);
        assertThat(answer.text("/message")).contains("2 of 6");
        assertThat(answer.each("success")).containsExactly("true", "false", "false", "false", "false", "true");
        assertThat(answer.each("index")).containsExactly("0", "1", "2", "3", "4", "5");
        assertThat(IntStream.of(1, 2, 3, 4).mapToObj(i -> answer.text("/data/" + i + "/error/code")))
                .containsExactly("NOT_FOUND", "LOGIN_TAKEN", "NOT_AN_EMAIL", "CHANGED_MEANWHILE");
        assertThat(learner("A").path("status").asString()).isEqualTo("SUSPENDED");
        assertThat(learner("B").path("version").intValue()).isEqualTo(1);
        assertThat(learner("C").path("status").asString()).isEqualTo("ACTIVE");
    }

    @Test
    void theLoginOfARemovedLearnerIsFreeAndItsReinstatementThenAConflict() {
        change("{\"externalId\": \"A\", \"action\": \"remove\"}");
        change("{\"externalId\": \"B\", \"action\": \"edit\", \"fields\": {\"login\": \"Ada\"}}");

        assertThat(learner("B").path("login").asString()).isEqualTo("Ada");
        assertThat(change("{\"externalId\": \"A\", \"action\": \"reinstate\"}").text("/data/0/error/code"))
                .isEqualTo("LOGIN_TAKEN");
        assertThat(change("{\"externalId\": \"A\", \"action\": \"edit\", \"fields\": {\"firstName\": \"x\"}}")
                        .text("/data/0/error/code"))
                .isEqualTo("REMOVED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    login      | " "               | REQUIRED
                    login      | null              | REQUIRED
                    externalId | "Z"               | NOT_EDITABLE
                    status     | "ACTIVE"          | NOT_EDITABLE
                    email      | "a@b"             | NOT_AN_EMAIL
                    email      | "a b@example.org" | NOT_AN_EMAIL
                    firstName  | "a\\u0007b"       | CONTROL_CHARACTER
                    lastName   | "a\\ufffdb"       | CONTROL_CHARACTER
                    """)
    void aValueThatCannotBeChangesNothing(String field, String value, String code) {
        Answer answer = change("{\"externalId\": \"A\", \"action\": \"edit\", \"fields\": {\"%s\": %s}}"
                        .formatted(field, value))
                .expect(200);

        assertThat(answer.at("/data/0/success").booleanValue()).isFalse();
        assertThat(answer.text("/data/0/error/code")).isEqualTo(code);
        assertThat(answer.text("/data/0/error/field")).isEqualTo(field);
        assertThat(answer.text("/data/0/error/message")).startsWith(field);
        assertThat(learner("A").path("version").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"login, 255", "firstName, 255", "role, 64", "grade, 64", "school, 255"})
    void aFieldHoldsAsManyCharactersAsItSaysAndNoMore(String field, int most) {
        String longest = "😀".repeat(most);

        assertThat(change("{\"externalId\": \"A\", \"action\": \"edit\", \"fields\": {\"%s\": \"%s\"}}"
                                .formatted(field, longest))
                        .text("/data/0/learner/" + field))
                .isEqualTo(longest);
        assertThat(change("{\"externalId\": \"A\", \"action\": \"edit\", \"fields\": {\"%s\": \"%s\"}}"
                                .formatted(field, longest + "x"))
                        .text("/data/0/error/code"))
                .isEqualTo("TOO_LONG");
    }

    @Test
    void everyWrongFieldOfEveryChangeIsNamedAndNothingIsWritten() {
        Answer refused = admin.patch(tenant.path() + "/learners", """
                {"changes": [
                  {"externalId": "A", "action": "suspend"},
                  {"action": "suspend"},
                  {"id": 1, "externalId": "A", "action": "suspend"},
                  {"externalId": "A", "action": "expel"},
                  {"externalId": "A"},
                  {"externalId": "A", "action": "edit"},
                  {"externalId": "A", "action": "edit", "fields": {"shoe": "42", "firstName": 7, "lastName": ["x"]}},
                  null]}
                """).refused(400);

        assertThat(refused.wrongFields())
                .containsExactly(
                        "changes[1]",
                        "changes[2]",
                        "changes[3].action",
                        "changes[4].action",
                        "changes[5].fields",
                        "changes[6].fields.shoe",
                        "changes[6].fields.firstName",
                        "changes[6].fields.lastName",
                        "changes[7]");
        assertThat(learner("A").path("status").asString()).isEqualTo("ACTIVE");
    }

    @Test
    void wrongTypesInSeveralChangesAreNamedTogether() {
        Answer refused = admin.patch(tenant.path() + "/learners", """
                {"changes": [
                  {"externalId": "A", "action": "suspend"},
                  {"id": "x", "action": 7},
                  {"externalId": ["A"], "action": "suspend", "version": 1.5, "verison": 1}]}
                """).refused(400);

        assertThat(refused.wrongFields())
                .containsExactly(
                        "changes[1].action",
                        "changes[1].id",
                        "changes[2].externalId",
                        "changes[2].verison",
                        "changes[2].version");
        assertThat(learner("A").path("status").asString()).isEqualTo("ACTIVE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"changes\": null}",
                "{\"changes\": []}",
                "{\"changes\": {}}",
                "{\"changes\": \"all\"}",
                "{\"changes\": [7]}",
                "{\"changes\": [{\"id\": \"x\", \"action\": \"remove\"}]}",
                "{\"changes\": [{\"id\": 1.5, \"action\": \"remove\"}]}",
                "{\"changes\": [{\"externalId\": \"A\", \"action\": \"remove\", \"version\": \"1\"}]}",
                "{\"changes\": [{\"externalId\": \"A\", \"action\": \"remove\", \"verison\": 1}]}",
                "{\"changes\": [{\"externalId\": \"A\", \"action\": \"remove\", \"fields\": []}]}",
                "{\"changes\": [{\"externalId\": \"A\", \"action\": \"remove\"}]",
                "[{\"externalId\": \"A\", \"action\": \"remove\"}]",
                ""
            })
    void aBodyOfTheWrongFormWritesNothing(String body) {
        admin.patch(tenant.path() + "/learners", body).refused(400);

        assertThat(learner("A").path("status").asString()).isEqualTo("ACTIVE");
    }

    @Test
    void aThousandChangesAreTakenAndOneMoreIsNot() {
        String suspend = "{\"externalId\": \"A\", \"action\": \"suspend\"}";

        assertThat(admin.patch(tenant.path() + "/learners", changes(suspend, 1_001))
                        .refused(400)
                        .wrongFields())
                .containsExactly("changes");
        assertThat(admin.patch(tenant.path() + "/learners", changes(suspend, 1_000))
                        .expect(200)
                        .at("/meta/succeeded")
                        .intValue())
                .isEqualTo(1_000);
    }

    @Test
    void eachChangeIsAuditedWithWhatWasAndWhatIs() {
        String request = UUID.randomUUID().toString();
        String id = learner("A").path("id").asString();
        admin.patch(tenant.path() + "/learners", """
                        {"changes": [
                          {"externalId": "A", "action": "edit", "fields": {"firstName": "Augusta", "lastName": "Lovelace"}},
                          {"externalId": "A", "action": "suspend"},
                          {"externalId": "A", "action": "suspend"},
                          {"externalId": "A", "action": "reinstate"},
                          {"externalId": "A", "action": "release"},
                          {"externalId": "B", "action": "edit", "fields": {"login": "cyd"}},
                          {"externalId": "B", "action": "remove"}]}
                        """, "x-request-id", request, "x-correlation-id", "spring-cleaning")
                .expect(200);

        List<AuditRow> rows = audit(request);
        assertThat(rows)
                .extracting(AuditRow::action)
                .containsExactly(
                        "learner.edited",
                        "learner.suspended",
                        "learner.reinstated",
                        "learner.released",
                        "learner.removed");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.actor()).isEqualTo("token:administrator");
            assertThat(row.organizationId()).isEqualTo(tenant.id());
            assertThat(row.correlationId()).isEqualTo("spring-cleaning");
            assertThat(row.targetType()).isEqualTo("learner");
        });
        assertThat(rows.get(0).targetId()).isEqualTo(id);
        assertThat(rows.get(0).before()).contains("\"firstName\":\"Ada\"").doesNotContain("lastName");
        assertThat(rows.get(0).after()).contains("\"firstName\":\"Augusta\"").doesNotContain("lastName");
        assertThat(rows.get(1).before()).contains("ACTIVE");
        assertThat(rows.get(1).after()).contains("SUSPENDED");
    }

    /** An audit that cannot be written takes its change back with it. */
    @Test
    void aChangeWithoutItsAuditIsNoChange() {
        database.sql("alter table audit_event rename to audit_event_away").update();
        try {
            change("{\"externalId\": \"A\", \"action\": \"suspend\"}").refused(500);
        } finally {
            database.sql("alter table audit_event_away rename to audit_event").update();
        }
        assertThat(learner("A").path("status").asString()).isEqualTo("ACTIVE");
        assertThat(learner("A").path("version").intValue()).isEqualTo(1);
    }

    @Test
    void aVersionThatIsTheOneSeenIsChanged() {
        assertThat(change("{\"externalId\": \"A\", \"action\": \"suspend\", \"version\": 1}")
                        .at("/data/0/learner/version")
                        .intValue())
                .isEqualTo(2);
        assertThat(change("{\"externalId\": \"A\", \"action\": \"reinstate\", \"version\": 1}")
                        .text("/data/0/error/code"))
                .isEqualTo("CHANGED_MEANWHILE");
    }

    private Answer change(String change) {
        return admin.patch(tenant.path() + "/learners", changes(change, 1));
    }

    private static String changes(String change, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> change)
                .collect(Collectors.joining(",", "{\"changes\": [", "]}"));
    }

    private JsonNode learner(String externalId) {
        return admin.get(tenant.path() + "/learners?limit=100")
                .at("/data")
                .valueStream()
                .filter(learner -> learner.path("externalId").asString().equals(externalId))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> words(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
