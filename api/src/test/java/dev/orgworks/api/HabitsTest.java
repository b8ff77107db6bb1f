package dev.orgworks.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every route does with requests that are wrong in the same way: it refuses them, in its contract's shape. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HabitsTest extends ListedRoutes {

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private @Nullable Map<String, String> things;

    @ParameterizedTest
    @MethodSource("paths")
    void aMethodThatThePathDoesNotTakeIsRefused(String path) {
        Set<String> taken = routes().filter(route -> route.path().equals(path))
                .map(Route::method)
                .collect(Collectors.toSet());
        // a path whose last part could be an id is another route's too
        Set<String> others = routes().filter(route -> overlaps(route.path(), path))
                .map(Route::method)
                .collect(Collectors.toSet());

        for (String method : METHODS) {
            if (!taken.contains(method) && !others.contains(method)) {
                Answer refused = admin.send(method, filled(path), BodyPublishers.noBody())
                        .refused(405);
                assertThat(refused.header("allow").split(",\\s*")).containsAll(taken);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("closedRoutes")
    void whatLiesBelowARouteIsNotThere(Route route) {
        String path = filled(route.path()) + "/nothing/of/the/kind";

        admin.send(route.method(), path, BodyPublishers.noBody()).refused(404);
    }

    @ParameterizedTest
    @MethodSource("routesWithJson")
    void aBodyOfAnotherKindIsRefused(Route route) {
        assertThat(send(route, "text/xml", "<name>x</name>").refused(415).body())
                .contains("application/json");
    }

    @ParameterizedTest
    @MethodSource("routesWithJson")
    void whatIsNotJsonIsRefused(Route route) {
        for (String body : List.of("{", "{\"name\": }", "name=x", "{\"name\": \"x\"", "\u0000")) {
            send(route, "application/json", body).refused(400);
        }
    }

    @ParameterizedTest
    @MethodSource("routesWithJson")
    void aBodyOfTheWrongTypeIsRefused(Route route) {
        for (String body : List.of("[]", "7", "\"text\"", "true", "[{}]")) {
            send(route, "application/json", body).refused(400);
        }
    }

    @ParameterizedTest
    @MethodSource("routesThatKnowTheirFields")
    void aFieldThatThereIsNotIsRefused(Route route) {
        send(route, "application/json", "{\"noSuchField\": 1}").refused(400);
    }

    @ParameterizedTest
    @MethodSource("routesWithFields")
    void aFieldOfTheWrongTypeIsRefused(Route route) {
        for (String wrong : List.of("{}", "[[]]", "{\"a\": {\"b\": []}}")) {
            send(route, "application/json", with(route, wrong)).refused(400);
        }
    }

    @ParameterizedTest
    @MethodSource("routesWithNames")
    void anOverlongNameIsRefused(Route route) {
        send(route, "application/json", with(route, "\"" + "n".repeat(300) + "\""))
                .refused(400);
    }

    @ParameterizedTest
    @MethodSource("routesWithRoles")
    void aRoleThatThereIsNotIsRefused(Route route) {
        String body = fill(route).body().replaceFirst("(\"role\": )\"[A-Z]+\"", "$1\"EMPEROR\"");

        send(route, "application/json", body).refused(400);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aPageOutOfRangeIsRefused(Route route) {
        for (String query : List.of("limit=0", "limit=101", "limit=x", "limit=99999999999", "offset=-1")) {
            admin.get(filled(route.path()) + "?" + query).refused(400);
        }
    }

    @ParameterizedTest
    @MethodSource("jsonAnswers")
    void anAnswerAsHtmlIsNotToBeHad(Route route) {
        admin.get(filled(route.path()), "Accept", "text/html").refused(406);
    }

    private Answer send(Route route, String type, String body) {
        return admin.send(route.method(), filled(route.path()), BodyPublishers.ofString(body), "Content-Type", type);
    }

    /** A route's body with another value in its first field. */
    private String with(Route route, String value) {
        return fill(route).body().replaceFirst("^(\\{\"[A-Za-z]+\": ).*", "$1" + value + "}");
    }

    private String filled(String path) {
        return fill(new Route("GET", path, "", "", "", "", "")).path();
    }

    private Route fill(Route route) {
        if (things == null) {
            things = everything(tenant());
        }
        return route.with(things);
    }

    private static boolean overlaps(String template, String path) {
        String[] parts = template.split("/", -1);
        String[] others = path.split("/", -1);
        if (parts.length != others.length) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].equals(others[i]) && !parts[i].startsWith("{") && !others[i].startsWith("{")) {
                return false;
            }
        }
        return true;
    }

    static Stream<String> paths() {
        return closedRoutes().map(Route::path).distinct();
    }

    static Stream<Route> routesWithJson() {
        return closedRoutes().filter(route -> route.body().startsWith("{"));
    }

    static Stream<Route> routesWithFields() {
        return routesWithJson().filter(route -> route.body().startsWith("{\""));
    }

    static Stream<Route> routesWithNames() {
        return routesWithJson().filter(route -> route.body().matches("\\{\"(name|firstName)\": .*"));
    }

    static Stream<Route> routesWithRoles() {
        return routesWithJson().filter(route -> route.body().contains("\"role\": \""));
    }

    /** Patches of organizations pass over the fields of other contracts. */
    static Stream<Route> routesThatKnowTheirFields() {
        return routesWithJson()
                .filter(route ->
                        !route.method().equals("PATCH") || !route.path().endsWith("organizations/{organizationId}"));
    }

    static Stream<Route> lists() {
        return closedRoutes()
                .filter(route -> route.method().equals("GET") && route.query().isEmpty())
                .filter(route ->
                        route.stranger().startsWith("WITHOUT") || route.path().endsWith("/audit"));
    }

    static Stream<Route> jsonAnswers() {
        return closedRoutes()
                .filter(route -> route.method().equals("GET") && route.query().isEmpty())
                .filter(route -> route.own().equals("200") && !route.path().matches(".*(csv|/events|/log|/download)"));
    }
}
