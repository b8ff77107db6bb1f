package dev.orgworks.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.Client;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who gets through which route: the routes of {@code routes.tsv}, which has to have them all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutesTest extends ListedRoutes {

    private static final List<String> ROLES = List.of("VIEWER", "MANAGER", "ADMIN");

    private static final String WITHOUT = "WITHOUT ";

    /** What changes something, but not in the state in which these tests do it; other tests look at its audit. */
    private static final Set<String> CHANGES_ELSEWHERE = Set.of(
            "POST /api/organizations",
            "POST /api/organizations/{organizationId}/activate",
            "POST /api/deleted-organizations/{id}/restore",
            "POST /organizations",
            "POST /api/orgs/create",
            "POST /api/users",
            "PATCH /api/users/{userId}",
            "POST /api/organizations/{organizationId}/licenses/use",
            "DELETE /api/organizations/{organizationId}/members/{userId}",
            "DELETE /api/session",
            "PUT /api/session/password",
            "POST /api/organizations/{organizationId}/sis/import/{importId}/approve",
            "POST /api/organizations/{organizationId}/sis/import/{importId}/apply",
            "POST /api/organizations/{organizationId}/sis/import/{importId}/reject",
            "POST /api/organizations/{organizationId}/sis/import/{importId}/abort",
            "POST /api/jobs/{jobId}/cancel",
            "POST /api/jobs/{jobId}/restart",
            "POST /api/schedules/{scheduleId}/resume",
            "POST /api/organizations/{organizationId}/reports/jobs/{reportJobId}/resume",
            "POST /organizations/{organizationId}/decision-rules/evaluate");

    private @Nullable Victim victim;
    private @Nullable String sums;

    /** An organization that the tests of refusals share, since none of them may change it. */
    record Victim(Tenant tenant, Map<String, String> things) {}

    @Test
    void everyRouteIsInTheListAndTheListHasNoOthers(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        Set<String> mapped = new TreeSet<>();
        mapping.getHandlerMethods().forEach((info, handler) -> mapped.addAll(names(info, handler)));

        assertThat(mapped).isEqualTo(routes().map(Route::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @MethodSource("closedRoutes")
    void withoutATokenNobodyGetsThrough(Route route) {
        Map<String, String> things = victim().things();
        String before = fingerprint();

        route.with(things).send(nobody).refused(401);
        route.with(things).send(nobody.with("orgw_unknown")).refused(401);

        assertThat(fingerprint()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("closedRoutes")
    void aStrangerOfTheRightRoleGetsNothingAndChangesNothing(Route route) {
        Map<String, String> things = victim().things();
        Client stranger = somebody(route.role(), tenant());
        Client strangeAdministrator = somebody("ADMIN", tenant());
        String before = fingerprint();

        for (Client client : List.of(stranger, strangeAdministrator)) {
            Answer answer = route.with(things).send(client);
            if (route.stranger().equals("ALL")) {
                answer.expect(200);
            } else if (route.stranger().startsWith(WITHOUT)) {
                answer.expect(200);
                String hidden = route.stranger().substring(WITHOUT.length());
                assertThat(answer.each("id")).doesNotContain(Objects.requireNonNull(things.get(hidden)));
            } else {
                answer.refused(Integer.parseInt(route.stranger()));
            }
        }

        assertThat(fingerprint()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("closedRoutes")
    void theLeastRoleIsEnough(Route route) {
        Tenant tenant = tenant();
        Map<String, String> things = things(tenant, route);

        Answer answer = route.with(things).send(somebody(route.role(), tenant)).expect(Integer.parseInt(route.own()));
        if (route.stranger().startsWith(WITHOUT)) {
            assertThat(answer.each("id"))
                    .contains(Objects.requireNonNull(things.get(route.stranger().substring(WITHOUT.length()))));
        }
        jobsAreDone();
    }

    @ParameterizedTest
    @MethodSource("routesThatChange")
    void aChangeIsInTheAuditWithItsRequest(Route route) {
        Tenant tenant = tenant();
        Map<String, String> things = things(tenant, route);
        String request = "audit-of-" + UUID.randomUUID();

        Answer answer = route.with(things)
                .send(
                        somebody(route.role(), tenant),
                        "x-request-id",
                        request,
                        "x-correlation-id",
                        "case-of-" + request);

        jobsAreDone();
        assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
        assertThat(audit(request)).isNotEmpty().allSatisfy(row -> {
            assertThat(row.actor()).isNotBlank();
            assertThat(row.correlationId()).isEqualTo("case-of-" + request);
            assertThat(List.of(String.valueOf(row.organizationId()), row.targetId()))
                    .contains(String.valueOf(tenant.id()));
        });
    }

    @Test
    void everyRouteThatChangesIsLookedUpInTheAudit() {
        Set<String> others = new TreeSet<>(closedRoutes()
                .filter(route -> !route.method().equals("GET"))
                .filter(route -> routesThatChange().noneMatch(route::equals))
                .map(Route::name)
                .toList());
        assertThat(others)
                .as("routes whose line makes no change: look at their audit in a test, and add them here")
                .isEqualTo(new TreeSet<>(CHANGES_ELSEWHERE));
    }

    @ParameterizedTest
    @MethodSource("routesAboveTheLowestRole")
    void aRoleLessIsNotEnough(Route route) {
        Map<String, String> things = victim().things();
        Client client = somebody(ROLES.get(ROLES.indexOf(route.role()) - 1), victim().tenant());
        String before = fingerprint();

        Answer refused = route.with(things).send(client).refused(403);

        assertThat(refused.text("/message")).contains(route.role());
        assertThat(fingerprint()).isEqualTo(before);
    }

    @Test
    void aStrangersOrganizationIsNotFoundByItsUuidEither() {
        Tenant tenant = victim().tenant();
        Map<String, String> things = victim().things();
        Map<String, String> byUuid = Stream.concat(
                        things.entrySet().stream()
                                .filter(thing -> !thing.getKey().equals("organizationId")),
                        Stream.of(Map.entry("organizationId", tenant.uuid())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Client stranger = somebody("ADMIN", tenant());

        assertThat(closedRoutes().filter(route -> route.path().contains("{organizationId}")))
                .isNotEmpty()
                .allSatisfy(route -> route.with(byUuid).send(stranger).refused(404));
    }

    /** An import of another organization must not be had through one's own. */
    @Test
    void aStrangersThingsAreNotFoundBelowOnesOwnOrganization() {
        Map<String, String> things = victim().things();
        Tenant own = tenant();
        Client manager = somebody("MANAGER", own);

        manager.get(own.path() + "/sis/import/" + things.get("importId")).refused(404);
        manager.get(own.path() + "/sis/import/" + things.get("importId") + "/errors.csv")
                .refused(404);
        Answer change = manager.patch(
                        own.path() + "/learners",
                        "{\"changes\": [{\"id\": %s, \"action\": \"remove\"}]}".formatted(things.get("learnerId")))
                .expect(200);
        assertThat(change.text("/data/0/error/code")).isEqualTo("NOT_FOUND");
    }

    private Victim victim() {
        if (victim == null) {
            Tenant tenant = tenant();
            victim = new Victim(tenant, everything(tenant));
            // what was never rolled up would be within minutes, in the middle of a comparison
            admin.post("/organizations/" + tenant.id() + "/performance-metrics/rollup")
                    .expect(202);
            jobsAreDone();
            lettersAreSent(tenant);
        }
        return victim;
    }

    /**
     * Changes when anything changes that a request may change of the victim's, or of what is nobody's in particular; that a token
     * was used may be noted, a letter sent, and other organizations looked after by their jobs.
     */
    private String fingerprint() {
        return database.sql("""
                        checksum table organization, access_token_organization, platform_user, membership, active_organization,
                                       SPRING_SESSION
                        """).query().listOfRows()
                + database.sql("""
                        select id, name, hex(hash), hex(previous_hash), previous_until, role, all_organizations, user_id,
                               expires_at, revoked_at from access_token order by id
                        """).query().listOfRows().toString()
                + database.sql("""
                                select hex(id), give_up_at from mail_message where organization_id = :organization order by id
                                """)
                        .param("organization", victim().tenant().id())
                        .query()
                        .listOfRows()
                + database.sql(sumsOfTheVictim())
                        .param("organization", victim().tenant().id())
                        .query()
                        .listOfRows()
                + uploads();
    }

    /** A statement of a checksum for every table that says whose its rows are. */
    private String sumsOfTheVictim() {
        if (sums == null) {
            sums = database
                    .sql("""
                            select c.table_name as t, group_concat(concat('coalesce(hex(cast(`', c.column_name, '` as binary)), ''-'')')) as cells
                            from information_schema.columns c
                            join information_schema.columns o
                              on o.table_schema = c.table_schema and o.table_name = c.table_name
                             and o.column_name = 'organization_id'
                            where c.table_schema = database() and c.table_name <> 'mail_message'
                            group by c.table_name order by c.table_name
                            """)
                    .query((rs, rowNumber) ->
                            "select '%s' as t, count(*) as n, bit_xor(crc32(concat_ws(',', %s))) as s from `%s` where organization_id = :organization"
                                    .formatted(rs.getString("t"), rs.getString("cells"), rs.getString("t")))
                    .list()
                    .stream()
                    .collect(Collectors.joining(" union all "));
        }
        return sums;
    }

    private static Set<String> names(RequestMappingInfo info, HandlerMethod handler) {
        assertThat(handler.getBeanType().getName()).matches("(dev\\.orgworks|org\\.springdoc)\\..*");
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        return info.getPatternValues().stream()
                .flatMap(path -> (methods.isEmpty() ? Stream.of(RequestMethod.GET) : methods.stream())
                        .map(method -> (method + " " + path + " "
                                        + info.getParamsCondition().getExpressions().stream()
                                                .map(Objects::toString)
                                                .collect(Collectors.joining("&")))
                                .strip()))
                .collect(Collectors.toSet());
    }

    static Stream<Route> routesThatChange() {
        return closedRoutes()
                .filter(route -> !route.method().equals("GET") && route.own().startsWith("2"))
                .filter(route -> !CHANGES_ELSEWHERE.contains(route.name()));
    }

    static Stream<Route> routesAboveTheLowestRole() {
        return closedRoutes().filter(route -> !route.role().equals(ROLES.get(0)));
    }
}
