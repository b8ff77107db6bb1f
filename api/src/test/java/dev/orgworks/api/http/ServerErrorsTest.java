package dev.orgworks.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the web server refuses by itself, which no HTTP client would send. */
class ServerErrorsTest extends ApiTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/<x> HTTP/1.1",
                "GET /api/%zz HTTP/1.1",
                "GET /api/jobs/%2F HTTP/1.1",
                "GET /api/jobs/%00 HTTP/1.1",
                "GET /api/jobs/%5c HTTP/1.1",
                "GET /api/jobs/../../../etc/passwd HTTP/1.1",
                "GE(T /api/jobs HTTP/1.1",
                "GET"
            })
    void aBadRequestLineIsRefusedInTheContractsShape(String line) throws IOException {
        Answer refused =
                sent(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n").refused(400);

        assertThat(refused.at("/success").asBoolean(true)).isFalse();
        isSafeAndKnown(refused);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -1",
                "Content-Length: x",
                "Host: another",
                "Host: <x>",
                "Transfer-Encoding: nothing-known",
                "no colon at all\r\nContent-Length: 1\r\nContent-Length: 2"
            })
    void badHeadersAreRefusedInTheContractsShape(String header) throws IOException {
        Answer refused =
                sent("POST /api/tokens HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\nConnection: close\r\n\r\n");

        assertThat(refused.status()).isIn(400, 501);
        isSafeAndKnown(refused.refused(refused.status()));
    }

    @Test
    void headersThatAreTooLargeAreRefusedInTheContractsShape() throws IOException {
        isSafeAndKnown(sent("GET /api/jobs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: "
                        + "x".repeat(40_000) + "\r\n\r\n")
                .refused(400));
    }

    @Test
    void anUnknownVersionIsRefusedInTheContractsShape() throws IOException {
        isSafeAndKnown(sent("GET /api/jobs HTTP/9.9\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .refused(505));
    }

    @ParameterizedTest
    @CsvSource({
        "/organizations/%00, 'error, message'",
        "/api/usage/%00, 'correlationId, error'",
        "/api/organizations/%00/activate, 'error, message'"
    })
    void theRoutesContractDecidesTheShape(String path, String names) throws IOException {
        Answer refused = sent("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .refused(400);

        assertThat(refused.json().propertyNames()).containsExactlyInAnyOrder(names.split(", "));
    }

    @Test
    void anIdThatIsSentComesBack() throws IOException {
        Answer refused = sent(
                "GET /api/jobs/%00 HTTP/1.1\r\nHost: localhost\r\nx-request-id: bad-1\r\nConnection: close\r\n\r\n");

        assertThat(refused.header("x-request-id")).isEqualTo("bad-1");
    }

    private static void isSafeAndKnown(Answer refused) {
        assertThat(refused.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(refused.header("x-frame-options")).isEqualTo("DENY");
        assertThat(refused.header("content-security-policy")).startsWith("default-src 'none'");
        assertThat(refused.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(refused.header("cache-control")).isEqualTo("no-store");
        assertThat(UUID.fromString(refused.header("x-request-id"))).isNotNull();
        assertThat(UUID.fromString(refused.header("x-correlation-id"))).isNotNull();
    }

    private Answer sent(String request) throws IOException {
        try (Socket socket = new Socket("localhost", admin.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String[] answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\r\n\r\n", 2);
            List<String> head = answer[0].lines().toList();
            Map<String, List<String>> headers = head.stream()
                    .skip(1)
                    .map(line -> line.split(": ?", 2))
                    .collect(Collectors.groupingBy(
                            field -> field[0], Collectors.mapping(field -> field[1], Collectors.toList())));
            boolean chunked = headers.keySet().stream().anyMatch("transfer-encoding"::equalsIgnoreCase);
            return new Answer(
                    Integer.parseInt(head.get(0).split(" ", 3)[1]),
                    HttpHeaders.of(headers, (name, value) -> true),
                    chunked
                            ? answer[1]
                                    .lines()
                                    .filter(line -> line.startsWith("{"))
                                    .findFirst()
                                    .orElse("")
                            : answer[1]);
        }
    }
}
