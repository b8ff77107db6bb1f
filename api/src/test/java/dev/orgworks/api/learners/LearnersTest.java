package dev.orgworks.api.learners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearnersTest extends ApiTest {

    private static final String PEOPLE = """
            user_id,login_id,first_name,last_name,email,status
            P1,ada,Ada,Lovelace,ada@example.org,active
            P2,émile,Émile,Zola,emile@example.org,active
            P3,grace,Grace,Hopper,grace@example.org,suspended
            P4,hal_9000,Hal,"100%",hal@example.org,active
            P5,halx9000,Hal,Else,,active
            """;

    @Test
    void aLearnerIsShownAsTheRosterSaysHim() {
        Tenant tenant = tenant();
        imported(tenant, PEOPLE);

        Answer found = admin.get(tenant.path() + "/learners?search=lovelace").expect(200);

        assertThat(found.each("externalId")).containsExactly("P1");
        assertThat(found.text("/data/0/login")).isEqualTo("ada");
        assertThat(found.text("/data/0/firstName")).isEqualTo("Ada");
        assertThat(found.text("/data/0/email")).isEqualTo("ada@example.org");
        assertThat(found.at("/data/0/grade").isNull()).isTrue();
        assertThat(found.text("/data/0/status")).isEqualTo("ACTIVE");
        assertThat(found.at("/data/0/editedByHand").isEmpty()).isTrue();
        assertThat(found.at("/data/0/version").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "EMILE, P2",
        "émile, P2",
        "hal_9, P4",
        "100%25, P4",
        "%25, P4",
        "_, P4",
        "%5C, ''",
        "P3, P3",
        "grace@, P3",
        "ada lovelace, P1",
        "nobody, ''",
        "'%27 or 1=1 --', ''"
    })
    void theSearchTakesTextAsItIsWithoutRegardToCaseAndAccents(String search, String found) {
        Tenant tenant = tenant();
        imported(tenant, PEOPLE);

        String query = search.replace(" ", "%20").replace("é", "%C3%A9");
        Answer answer = admin.get(tenant.path() + "/learners?search=" + query).expect(200);

        assertThat(String.join(" ", answer.each("externalId"))).isEqualTo(found);
        assertThat(answer.at("/meta/total").intValue()).isEqualTo(found.isEmpty() ? 0 : 1);
    }

    @Test
    void theListIsFilteredByStatusAndLeavesTheRemovedOut() {
        Tenant tenant = tenant();
        imported(tenant, PEOPLE);
        admin.patch(tenant.path() + "/learners", "{\"changes\": [{\"externalId\": \"P5\", \"action\": \"remove\"}]}")
                .expect(200);
        String path = tenant.path() + "/learners";

        assertThat(admin.get(path).each("externalId")).containsExactly("P1", "P2", "P3", "P4");
        assertThat(admin.get(path + "?status=ACTIVE").each("externalId")).containsExactly("P1", "P2", "P4");
        assertThat(admin.get(path + "?status=SUSPENDED").each("externalId")).containsExactly("P3");
        assertThat(admin.get(path + "?status=REMOVED").each("externalId")).containsExactly("P5");
        assertThat(admin.get(path + "?status=ACTIVE&search=hal").each("externalId"))
                .containsExactly("P4");
        assertThat(admin.get(path + "?status=gone").refused(400).wrongFields()).containsExactly("status");
        assertThat(admin.get(path + "?search=" + "x".repeat(256)).refused(400).wrongFields())
                .containsExactly("search");
    }

    @Test
    void walkingByCursorGivesEveryLearnerOnce() {
        Tenant tenant = tenant();
        List<String> ids = new ArrayList<>(IntStream.range(0, 60)
                .mapToObj(i -> i % 3 == 0 ? "é" + i : i % 3 == 1 ? "Z-" + i : "z-" + i)
                .toList());
        StringBuilder roster = new StringBuilder("user_id,login_id,status\n");
        ids.forEach(id -> roster.append(id).append(",login-").append(id).append(",active\n"));
        imported(tenant, roster.toString());

        List<String> seen = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            Answer page = admin.get(tenant.path() + "/learners?limit=7&cursor=" + cursor)
                    .expect(200);
            assertThat(page.at("/meta/total").intValue()).isEqualTo(60);
            seen.addAll(page.each("externalId"));
            cursor = page.text("/meta/nextCursor");
            pages++;
        } while (!cursor.isEmpty());

        assertThat(pages).isEqualTo(9);
        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ids);
        assertThat(admin.get(tenant.path() + "/learners?limit=10&offset=55").each("externalId"))
                .containsExactlyElementsOf(seen.subList(55, 60));
        assertThat(admin.get(tenant.path() + "/learners?cursor=%21")
                        .refused(400)
                        .wrongFields())
                .containsExactly("cursor");
    }

    @Test
    void theExportIsWholeAndRunsNoFormula() {
        Tenant tenant = tenant();
        imported(tenant, """
                user_id,login_id,first_name,last_name,status
                F1,f1,=1+1,"Quote ""d"", comma",active
                F2,f2,@SUM(A1),+49,active
                F3,f3,-2,plain,suspended
                """);

        Answer csv = admin.get(tenant.path() + "/learners?format=csv").expect(200);

        assertThat(csv.header("content-type")).isEqualToIgnoringCase("text/csv;charset=UTF-8");
        assertThat(csv.header("content-disposition"))
                .isEqualTo("attachment; filename=\"learners-" + tenant.id() + ".csv\"");
        assertThat(csv.body().lines())
                .containsExactly(
                        "externalId,login,firstName,lastName,displayName,email,role,grade,school,status",
                        "F1,f1,'=1+1,\"Quote \"\"d\"\", comma\",,,,,,ACTIVE",
                        "F2,f2,'@SUM(A1),'+49,,,,,,ACTIVE",
                        "F3,f3,'-2,plain,,,,,,SUSPENDED");
        assertThat(admin.get(tenant.path() + "/learners?format=csv&status=SUSPENDED")
                        .body()
                        .lines())
                .hasSize(2);
        admin.get(tenant.path() + "/learners?format=csv&status=gone").refused(400);
        assertThat(admin.get(tenant.path() + "/learners?format=csv", "Accept", "text/csv")
                        .expect(200)
                        .body())
                .isEqualTo(csv.body());
    }

    @Test
    void anExportOfMoreThanAPageOfTheDatabaseHoldsEveryLearner() {
        Tenant tenant = tenant();
        StringBuilder roster = new StringBuilder("user_id,login_id,status\n");
        IntStream.range(0, 2_001)
                .forEach(
                        i -> roster.append('N').append(i).append(",n").append(i).append(",active\n"));
        imported(tenant, roster.toString());

        assertThat(admin.get(tenant.path() + "/learners?format=csv")
                        .body()
                        .lines()
                        .distinct())
                .hasSize(2_002);
    }

    @Test
    void aCursorOfAnotherOrganizationShowsNothingOfIt() {
        Tenant own = tenant();
        Tenant foreign = tenant();
        imported(own, PEOPLE);
        imported(foreign, "user_id,login_id,status\nP9,secret,active\n");
        String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString("P8".getBytes(StandardCharsets.UTF_8));

        assertThat(somebody("VIEWER", own)
                        .get(own.path() + "/learners?cursor=" + cursor)
                        .expect(200)
                        .each("externalId"))
                .isEmpty();
    }
}
