package dev.orgworks.api.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.Client;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** The whole of the workspace's document. */
class WorkspaceContractTest extends ContractTest {

    private static final Examples EXAMPLES = Examples.of("workspace");
    private static final String ROUTE = "/api/organizations";

    @Test
    void everyExampleOfTheDocumentIsAnsweredAsItSays() {
        Client jane = frontEnd("workspace").client();

        String first = created(jane, "Acme Corp");
        EXAMPLES.compare(jane.get(ROUTE).expect(200), "list");
        EXAMPLES.compare(jane.get(ROUTE + "/" + first).expect(200), "get");

        Answer second = jane.post(ROUTE, EXAMPLES.request("create").toString()).expect(201);
        EXAMPLES.compare(second, "create");
        assertThat(second.header("location")).isEqualTo(ROUTE + "/" + second.text("/data/id"));

        jane.post(ROUTE + "/" + second.text("/data/id") + "/activate").expect(200);
        EXAMPLES.compare(jane.post(ROUTE + "/" + first + "/activate").expect(200), "activate");

        EXAMPLES.compare(put(jane, first, EXAMPLES.request("update").toString()).expect(200), "update");
        EXAMPLES.compare(jane.delete(ROUTE + "/" + first).expect(200), "delete");
        EXAMPLES.compare(jane.post(ROUTE, "{\"tier\": \"Standard\"}").expect(400), "invalid");
        EXAMPLES.compare(jane.get(ROUTE + "/12345678901").expect(404), "missing");
        EXAMPLES.compare(jane.post(ROUTE, EXAMPLES.request("create").toString()).expect(409), "conflict");
    }

    @Test
    void theFirstOrganizationIsActiveWhateverTheBodySays() {
        Client jane = frontEnd("workspace").client();

        assertThat(jane.post(ROUTE, "{\"name\": \"First\", \"active\": false}")
                        .expect(201)
                        .at("/data/active")
                        .booleanValue())
                .isTrue();
        assertThat(jane.post(ROUTE, "{\"name\": \"Second\"}")
                        .expect(201)
                        .at("/data/active")
                        .booleanValue())
                .isFalse();
        assertThat(jane.post(ROUTE, "{\"name\": \"Third\", \"active\": true}")
                        .expect(201)
                        .at("/data/active")
                        .booleanValue())
                .isTrue();
        assertThat(actives(jane)).containsExactly("Third");
    }

    @Test
    void theActiveOneCannotBecomeInactiveButByActivatingAnother() {
        Client jane = frontEnd("workspace").client();
        String first = created(jane, "First");
        String second = created(jane, "Second");

        Answer refused =
                put(jane, first, "{\"name\": \"First\", \"active\": false}").expect(400);
        assertThat(refused.text("/details/field")).isEqualTo("active");
        put(jane, second, "{\"name\": \"Second\", \"active\": true}").expect(200);

        assertThat(actives(jane)).containsExactly("Second");
    }

    @Test
    void whenTheActiveOneIsDeletedTheOldestOtherTakesItsPlace() {
        Client jane = frontEnd("workspace").client();
        created(jane, "First");
        created(jane, "Second");
        String third = created(jane, "Third");
        jane.post(ROUTE + "/" + third + "/activate").expect(200);

        jane.delete(ROUTE + "/" + third).expect(200);

        assertThat(actives(jane)).containsExactly("First");
        jane.get(ROUTE + "/" + third).expect(404);
    }

    @Test
    void activationsAtOnceLeaveExactlyOneActive() throws Exception {
        Client jane = frontEnd("workspace").client();
        List<String> all = IntStream.range(0, 8)
                .mapToObj(i -> created(jane, "Number " + i))
                .toList();

        for (Answer answer : atOnce(64, i -> jane.post(ROUTE + "/" + all.get(i % all.size()) + "/activate"))) {
            answer.expect(200);
        }

        assertThat(actives(jane)).hasSize(1);
    }

    @Test
    void creationsOfOneNameAtOnceLeaveOne() throws Exception {
        Client jane = frontEnd("workspace").client();

        List<Answer> answers = atOnce(32, i -> jane.post(ROUTE, "{\"name\": \"Twice\"}"));

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        answers.stream()
                .filter(answer -> answer.status() != 201)
                .forEach(answer -> EXAMPLES.compare(answer.expect(409), "conflict"));
        assertThat(jane.get(ROUTE).expect(200).each("name")).containsExactly("Twice");
    }

    @Test
    void namesAreUniqueForEachUserAndWithoutRegardToCase() {
        Client jane = frontEnd("workspace").client();
        Client john = frontEnd("workspace").client();
        String own = created(jane, "Straße");
        created(john, "Straße");

        EXAMPLES.compare(jane.post(ROUTE, "{\"name\": \" STRAßE \"}").expect(409), "conflict");
        created(jane, "Strasse");
        String other = created(jane, "Other");
        EXAMPLES.compare(put(jane, other, "{\"name\": \"straße\"}").expect(409), "conflict");
        put(jane, own, "{\"name\": \"STRASSE 2\"}").expect(200);
    }

    @Test
    void aDeletedOrganizationsNameIsFreeAgain() {
        Client jane = frontEnd("workspace").client();
        jane.delete(ROUTE + "/" + created(jane, "Phoenix")).expect(200);

        created(jane, "Phoenix");

        assertThat(jane.get(ROUTE).each("name")).containsExactly("Phoenix");
    }

    @Test
    void aStrangersOrganizationDoesNotExist() {
        Client jane = frontEnd("workspace").client();
        Client stranger = frontEnd("workspace").client();
        String own = created(jane, "Private");
        ObjectNode missing = EXAMPLES.response("missing");
        missing.put("message", "Organization with ID " + own + " not found");

        EXAMPLES.compare(stranger.get(ROUTE + "/" + own).expect(404), missing);
        EXAMPLES.compare(put(stranger, own, "{\"name\": \"Taken\"}").expect(404), missing);
        EXAMPLES.compare(
                stranger.patch(ROUTE + "/" + own, "{\"name\": \"Taken\"}").expect(404), missing);
        EXAMPLES.compare(stranger.delete(ROUTE + "/" + own).expect(404), missing);
        EXAMPLES.compare(stranger.post(ROUTE + "/" + own + "/activate").expect(404), missing);
        assertThat(stranger.get(ROUTE).expect(200).each("id")).isEmpty();
        assertThat(jane.get(ROUTE + "/" + own).expect(200).text("/data/name")).isEqualTo("Private");
    }

    @Test
    void anUpdateKeepsTheTierUnlessItSaysAnother() {
        Client jane = frontEnd("workspace").client();
        String id = jane.post(ROUTE, "{\"name\": \"Tiered\", \"tier\": \"Enterprise\"}")
                .expect(201)
                .text("/data/id");

        assertThat(put(jane, id, "{\"name\": \"Renamed\"}").expect(200).text("/data/tier"))
                .isEqualTo("Enterprise");
        assertThat(jane.patch(ROUTE + "/" + id, "{\"tier\": \"Premium\"}")
                        .expect(200)
                        .text("/data/name"))
                .isEqualTo("Renamed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name": ""}                             | name | REQUIRED
            {"name": "   "}                          | name | REQUIRED
            {"name": null}                           | name | REQUIRED
            {"name": 5}                              | name | INVALID
            {"name": "x", "tier": "Gold"}            | tier | INVALID
            {"name": "x", "tier": "standard"}        | tier | INVALID
            {"name": "x", "active": "yes"}           | active | INVALID
            """)
    void aWrongFieldIsNamedInTheDetails(String body, String field, String code) {
        Answer refused = frontEnd("workspace").client().post(ROUTE, body).expect(400);

        assertThat(refused.text("/error")).isEqualTo("Validation failed");
        assertThat(refused.text("/details/field")).isEqualTo(field);
        assertThat(refused.text("/details/code")).isEqualTo(code);
        assertThat(refused.json().propertyNames()).containsExactlyInAnyOrder("error", "message", "details");
    }

    @Test
    void severalWrongFieldsAreAllNamed() {
        Answer refused = frontEnd("workspace")
                .client()
                .post(ROUTE, "{\"name\": \"\", \"tier\": \"Gold\"}")
                .expect(400);

        assertThat(refused.at("/details/errors").findValuesAsString("field")).containsExactly("name", "tier");
    }

    @Test
    void aTooLongNameIsRefusedAndTheLongestIsNot() {
        Client jane = frontEnd("workspace").client();

        jane.post(ROUTE, "{\"name\": \"%s\"}".formatted("n".repeat(256))).expect(400);
        jane.post(ROUTE, "{\"name\": \"  %s  \"}".formatted("n".repeat(255))).expect(201);
    }

    @Test
    void withoutATokenNobodyGetsThroughInTheContractsShape() {
        Answer refused = nobody.get(ROUTE, "X-Api-Contract", "workspace").expect(401);

        assertThat(refused.json().propertyNames()).containsExactlyInAnyOrder("error", "message");
    }

    private List<String> actives(Client client) {
        return client.get(ROUTE)
                .expect(200)
                .at("/data")
                .valueStream()
                .filter(organization -> organization.required("active").booleanValue())
                .map(organization -> organization.required("name").asString())
                .toList();
    }

    private static String created(Client client, String name) {
        return client.post(ROUTE, "{\"name\": \"%s\"}".formatted(name))
                .expect(201)
                .text("/data/id");
    }

    private static Answer put(Client client, String id, String body) {
        return client.send("PUT", ROUTE + "/" + id, BodyPublishers.ofString(body), "Content-Type", "application/json");
    }

    private static List<Answer> atOnce(int calls, java.util.function.IntFunction<Answer> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Answer>> all = IntStream.range(0, calls)
                    .<Callable<Answer>>mapToObj(i -> () -> call.apply(i))
                    .toList();
            List<Answer> answers = new java.util.ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(all)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdown();
        }
    }
}
