package dev.orgworks.api.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.domain.support.DeskRow;
import dev.orgworks.domain.support.Ticket;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tickets. */
class TicketsTest extends CrudContractTest {

    @Override
    Class<? extends DeskRow> type() {
        return Ticket.class;
    }

    @Override
    String resource() {
        return "tickets";
    }

    @Override
    ObjectNode body(Desk desk) {
        return json("""
                {"ticketNumber": "T-%s", "customerId": "%s", "subject": "SSO integration failure",
                 "description": "Detailed description", "status": "OPEN", "priority": "NORMAL", "category": "TECHNICAL_ISSUE",
                 "assignedTo": "%s", "conversationId": "%s", "aiHandled": false, "sentiment": "0.20"}
                """.formatted(
                        UUID.randomUUID(), desk.customer(), desk.representative(), desk.add("conversations", "{}")));
    }

    @Override
    ObjectNode patch() {
        return json("""
                {"subject": "Another", "priority": "URGENT", "category": "OTHER", "status": "WAITING", "sentiment": "-1.00"}
                """);
    }

    @Override
    Map<String, JsonNode> wrong() {
        return Map.of(
                "customerId", JSON.nullNode(),
                "subject", JSON.readTree("\"\""),
                "category", JSON.readTree("\"WEATHER\""),
                "priority", JSON.readTree("\"CRITICAL\""),
                "status", JSON.readTree("\"DONE\""),
                "sentiment", JSON.readTree("\"1.01\""),
                "ticketNumber", JSON.readTree("\"a b\""));
    }

    private static String plain(String customer) {
        return "{\"customerId\": \"%s\", \"subject\": \"Help\", \"category\": \"OTHER\"}".formatted(customer);
    }

    @Test
    void numbersAreTheOrganizationsNextUnlessGiven() {
        Desk desk = desk();
        String body = plain(desk.customer());
        ObjectNode given = json(body).put("ticketNumber", "TICKET-1002");

        assertThat(desk.make("tickets", body).text("/data/ticketNumber")).isEqualTo("TICKET-1001");
        desk.make("tickets", given.toString());
        assertThat(desk.make("tickets", body).text("/data/ticketNumber")).isEqualTo("TICKET-1003");
        assertThat(desk.client()
                        .post(desk.path() + "/tickets", given.toString())
                        .refused(409)
                        .text("/message"))
                .contains("ticketNumber");
        Desk other = desk();
        assertThat(other.make("tickets", plain(other.customer())).text("/data/ticketNumber"))
                .isEqualTo("TICKET-1001");
    }

    @Test
    void numbersThatManyAskForAtOnceHaveNoGapsAndNoTwins() throws Exception {
        Desk desk = desk();
        String body = plain(desk.customer());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> calls =
                    Collections.nCopies(40, () -> desk.make("tickets", body).text("/data/ticketNumber"));
            Set<String> numbers = new TreeSet<>();
            for (Future<String> number : threads.invokeAll(calls)) {
                numbers.add(number.get());
            }
            assertThat(numbers)
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1001, 1040)
                            .mapToObj(number -> "TICKET-" + number)
                            .toList());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aTicketGoesItsWay() {
        Desk desk = desk();
        Answer made = desk.make("tickets", plain(desk.customer()));
        String place = "tickets/" + made.text("/data/id");
        assertThat(made.text("/data/status")).isEqualTo("OPEN");
        assertThat(made.text("/data/assignedAt")).isEmpty();

        Answer taken = desk.change(
                place, "{\"assignedTo\": \"%s\", \"status\": \"IN_PROGRESS\"}".formatted(desk.representative()));
        assertThat(taken.text("/data/assignedAt")).isNotEmpty();
        assertThat(taken.text("/data/assignee/user/name")).isEqualTo("John Doe");
        Answer resolved = desk.change(place, "{\"status\": \"RESOLVED\", \"customerSatisfactionScore\": 4.5}");
        assertThat(resolved.text("/data/resolvedAt")).isNotEmpty();
        assertThat(resolved.text("/data/customerSatisfactionScore")).isEqualTo("4.50");
        Answer reopened = desk.change(place, "{\"status\": \"OPEN\"}");
        assertThat(reopened.text("/data/resolvedAt")).isEmpty();
        Answer again = desk.change(place, "{\"status\": \"RESOLVED\"}");
        Answer closed = desk.change(place, "{\"status\": \"CLOSED\"}");
        assertThat(closed.text("/data/resolvedAt")).isEqualTo(again.text("/data/resolvedAt"));
        assertThat(closed.text("/data/closedAt")).isNotEmpty();
        assertThat(closed.text("/data/assignedAt")).isEqualTo(taken.text("/data/assignedAt"));
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN, IN_PROGRESS WAITING RESOLVED CLOSED",
        "IN_PROGRESS, OPEN WAITING RESOLVED CLOSED",
        "WAITING, OPEN IN_PROGRESS RESOLVED CLOSED",
        "RESOLVED, OPEN IN_PROGRESS CLOSED",
        "CLOSED, ''"
    })
    void whatMayFollowWhatIsKept(String from, String allowed) {
        Desk desk = desk();
        for (Ticket.Status to : Ticket.Status.values()) {
            String place = "tickets/" + desk.add("tickets", plain(desk.customer()));
            desk.change(place, "{\"status\": \"%s\"}".formatted(from));
            Answer answer = desk.client().patch(desk.path() + "/" + place, "{\"status\": \"%s\"}".formatted(to));
            if (from.equals(to.name()) || List.of(allowed.split(" ")).contains(to.name())) {
                assertThat(answer.expect(200).text("/data/status")).isEqualTo(to.name());
            } else {
                assertThat(answer.refused(409).text("/message"))
                        .contains(from, to.name())
                        .contains(allowed.isEmpty() ? List.of("final") : List.of(allowed.split(" ")));
                assertThat(desk.get(place).text("/data/status")).isEqualTo(from);
            }
        }
    }

    @Test
    void aNewTicketIsOpen() {
        Desk desk = desk();

        Answer refused = desk.client()
                .post(
                        desk.path() + "/tickets",
                        json(plain(desk.customer())).put("status", "CLOSED").toString())
                .refused(400);

        assertThat(refused.text("/message")).contains("status", "OPEN");
    }
}
