package dev.orgworks.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest extends ApiTest {

    private static final List<String> HEADERS = List.of("x-request-id", "x-correlation-id");

    @Test
    void idsThatAreSentComeBack() {
        Answer answer =
                admin.get("/api/organizations", "x-request-id", "req.1:a_B-2", "X-Correlation-Id", "c".repeat(128));

        assertThat(answer.header("x-request-id")).isEqualTo("req.1:a_B-2");
        assertThat(answer.header("x-correlation-id")).isEqualTo("c".repeat(128));
    }

    @Test
    void idsAreMadeWhereNoneAreSent() {
        for (String header : HEADERS) {
            String first = nobody.get("/health").header(header);
            assertThat(UUID.fromString(first)).isNotNull();
            assertThat(nobody.get("/health").header(header)).isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "<script>", "a\tb", "\"quoted\"", "", "${jndi:ldap://x}", "é"})
    void aHostileIdIsReplaced(String hostile) {
        for (String header : HEADERS) {
            String made = admin.get("/api/organizations", header, hostile).header(header);
            assertThat(UUID.fromString(made)).isNotNull();
        }
    }

    @Test
    void anOverlongIdIsReplaced() {
        assertThat(admin.get("/api/organizations", "x-request-id", "r".repeat(129))
                        .header("x-request-id"))
                .hasSize(36);
    }

    @Test
    void refusalsCarryTheIdsToo() {
        List<Answer> refusals = List.of(
                nobody.get("/api/organizations", "x-request-id", "r-1"),
                admin.get("/api/organizations/0", "x-request-id", "r-1"),
                admin.get("/api/organizations?limit=0", "x-request-id", "r-1"),
                admin.get("/nothing", "x-request-id", "r-1"));

        assertThat(refusals).extracting(Answer::status).containsExactly(401, 404, 400, 404);
        assertThat(refusals)
                .allSatisfy(
                        refusal -> assertThat(refusal.header("x-request-id")).isEqualTo("r-1"));
    }
}
