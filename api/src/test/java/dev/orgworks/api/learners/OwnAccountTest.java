package dev.orgworks.api.learners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An administrator cannot shut himself out. */
class OwnAccountTest extends ApiTest {

    private static final String PEOPLE = "user_id,login_id,status\nA,ada,active\nB,bob,active\n";

    private Tenant tenant;
    private Client ada;

    @BeforeEach
    void adaHasATokenOfHerOwn() {
        tenant = tenant();
        imported(tenant, PEOPLE);
        Answer issued = admin.post(
                        "/api/tokens",
                        "{\"name\": \"Ada\", \"role\": \"MANAGER\", \"organizationIds\": [%d], \"login\": \" ADA \"}"
                                .formatted(tenant.id()))
                .expect(201);
        assertThat(issued.text("/data/login")).isEqualTo("ADA");
        assertThat(admin.get("/api/tokens/" + issued.text("/data/id")).text("/data/login"))
                .isEqualTo("ADA");
        ada = admin.with(issued.text("/data/token"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspend", "remove"})
    void herOwnLearnerIsNeitherSuspendedNorRemovedByHer(String action) {
        Answer answer = ada.patch(tenant.path() + "/learners", changes(action)).expect(200);

        assertThat(answer.text("/data/0/error/code")).isEqualTo("OWN_ACCOUNT");
        assertThat(answer.at("/data/1/success").booleanValue()).isTrue();
        assertThat(admin.get(tenant.path() + "/learners?search=ada").text("/data/0/status"))
                .isEqualTo("ACTIVE");
    }

    @Test
    void somebodyElseMaySuspendHer() {
        Answer answer =
                admin.patch(tenant.path() + "/learners", changes("suspend")).expect(200);

        assertThat(answer.at("/meta/succeeded").intValue()).isEqualTo(2);
    }

    @Test
    void herImportsKnowWhoSheIs() {
        Answer started = upload(ada, tenant, PEOPLE);
        finished(started.text("/data/job/id"));

        assertThat(database.sql("select own_login_key from sis_import where id = :id")
                        .param("id", started.at("/data/import/id").longValue())
                        .query(String.class)
                        .single())
                .isEqualTo("ada");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "7"})
    void aTokenOfABlankLoginIsNotIssued(String login) {
        String body = "{\"name\": \"x\", \"role\": \"VIEWER\", \"login\": %s}"
                .formatted(login.equals("7") ? "\"" + "x".repeat(256) + "\"" : "\"" + login + "\"");

        assertThat(admin.post("/api/tokens", body).refused(400).wrongFields()).contains("login");
    }

    private static String changes(String action) {
        return """
                {"changes": [{"externalId": "A", "action": "%1$s"}, {"externalId": "B", "action": "%1$s"}]}""".formatted(action);
    }
}
