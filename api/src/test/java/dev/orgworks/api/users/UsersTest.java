package dev.orgworks.api.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest extends ApiTest {

    private static final String PASSWORD = "correct horse battery";

    @Test
    void a_user_is_made_shown_and_changed_and_the_audit_tells_before_and_after() {
        String request = UUID.randomUUID().toString();
        String email = "Grace." + UUID.randomUUID() + "@Example.org";
        Answer made = admin.post(
                        "/api/users",
                        body(" Grace ", email, "SALES", ", \"password\": \"%s\"".formatted(PASSWORD)),
                        "x-request-id",
                        request)
                .expect(201);
        String path = made.header("location");

        assertThat(path).isEqualTo("/api/users/" + made.text("/data/id"));
        assertThat(made.text("/data/firstName")).isEqualTo("Grace");
        assertThat(made.text("/data/email")).isEqualTo(email);
        assertThat(made.at("/data/active").booleanValue()).isTrue();
        assertThat(made.at("/data/hasPassword").booleanValue()).isTrue();
        assertThat(made.body()).doesNotContain(PASSWORD);
        Answer changed = admin.patch(
                        path, "{\"lastName\": \"Hopper\"}", "x-request-id", request, "If-Match", made.header("etag"))
                .expect(200);
        assertThat(changed.text("/data/firstName")).isEqualTo("Grace");
        assertThat(changed.text("/data/lastName")).isEqualTo("Hopper");
        assertThat(changed.header("etag")).isNotEqualTo(made.header("etag"));
        assertThat(admin.get(path).expect(200).header("etag")).isEqualTo(changed.header("etag"));
        assertThat(audit(request)).hasSize(2).allSatisfy(row -> {
            assertThat(row.targetType()).isEqualTo("user");
            assertThat(row.targetId()).isEqualTo(made.text("/data/id"));
            assertThat(row.before() + row.after()).doesNotContain(PASSWORD, "bcrypt", "$2a$");
        });
        assertThat(audit(request).get(0).action()).isEqualTo("user.created");
        assertThat(audit(request).get(1).action()).isEqualTo("user.changed");
        assertThat(audit(request).get(1).before()).contains("Lovelace");
        assertThat(audit(request).get(1).after()).contains("Hopper");
    }

    @Test
    void a_password_is_kept_as_a_hash_and_its_change_is_audited_without_it() {
        Person person = person("MEMBER");
        String request = UUID.randomUUID().toString();

        admin.patch("/api/users/" + person.id(), "{\"password\": \"%s\"}".formatted(PASSWORD), "x-request-id", request)
                .expect(200);

        assertThat(database.sql("select password_hash from platform_user where id = :id")
                        .param("id", person.id())
                        .query(String.class)
                        .single())
                .startsWith("{bcrypt}");
        assertThat(audit(request)).singleElement().satisfies(row -> {
            assertThat(row.action()).isEqualTo("user.passwordChanged");
            assertThat(row.before() + row.after()).isEqualTo("nullnull");
        });
    }

    @Test
    void a_change_of_a_version_that_no_longer_holds_is_refused() {
        Person person = person("MEMBER");
        String path = "/api/users/" + person.id();
        String tag = admin.get(path).expect(200).header("etag");
        admin.patch(path, "{\"lastName\": \"King\"}").expect(200);

        admin.patch(path, "{\"lastName\": \"Byron\"}", "If-Match", tag).refused(412);

        assertThat(admin.get(path).text("/data/lastName")).isEqualTo("King");
    }

    @Test
    void an_address_belongs_to_one_user_whatever_its_case() {
        Person first = person("MEMBER");
        Person second = person("MEMBER");
        String taken = first.email().toUpperCase(java.util.Locale.ROOT);

        assertThat(admin.post("/api/users", body("Ada", taken, "MEMBER", ""))
                        .refused(409)
                        .text("/code"))
                .isEqualTo("EMAIL_TAKEN");
        admin.patch("/api/users/" + second.id(), "{\"email\": \"%s\"}".formatted(taken))
                .refused(409);
        admin.patch("/api/users/" + first.id(), "{\"email\": \"%s\"}".formatted(taken))
                .expect(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                                                  | email,firstName,lastName,role
            {"firstName": " ", "lastName": "L", "email": "no address", "role": "MEMBER"}                        | email,firstName
            {"firstName": "F", "lastName": "L", "email": "a@b.org", "role": "OWNER"}                            | role
            {"firstName": "F", "lastName": "L", "email": "a@b.org", "role": "MEMBER", "password": "too short"}  | password
            {"firstName": "F", "lastName": "L", "email": "a@b.org", "role": "MEMBER", "admin": true}            | admin
            """)
    void what_is_wrong_with_a_user_is_named(String body, String fields) {
        assertThat(admin.post("/api/users", body).refused(400).wrongFields())
                .containsExactlyInAnyOrder(fields.split(","));
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 73})
    void a_password_has_12_characters_to_72_bytes(int length) {
        Person person = person("MEMBER");
        String password = "p".repeat(length);

        Answer refused = admin.patch("/api/users/" + person.id(), "{\"password\": \"%s\"}".formatted(password))
                .refused(400);

        assertThat(refused.wrongFields()).containsExactly("password");
        assertThat(refused.body()).doesNotContain(password);
    }

    @Test
    void the_list_is_filtered_and_paged() {
        String name = "N" + UUID.randomUUID();
        List<String> ids = List.of("SALES", "CATEGORY_MANAGER", "SALES").stream()
                .map(role -> admin.post("/api/users", body(name, UUID.randomUUID() + "@example.org", role, ""))
                        .expect(201)
                        .text("/data/id"))
                .toList();
        admin.patch("/api/users/" + ids.get(2), "{\"active\": false}").expect(200);

        assertThat(admin.get("/api/users?search=" + name).each("id")).isEqualTo(ids);
        assertThat(admin.get("/api/users?search=" + name + "%20Lovelace&role=SALES")
                        .each("id"))
                .containsExactly(ids.get(0), ids.get(2));
        assertThat(admin.get("/api/users?search=" + name + "&active=false").each("id"))
                .containsExactly(ids.get(2));
        Answer page =
                admin.get("/api/users?search=" + name + "&limit=1&offset=1").expect(200);
        assertThat(page.each("id")).containsExactly(ids.get(1));
        assertThat(page.at("/meta/total").longValue()).isEqualTo(3);
        assertThat(admin.get("/api/users?search=%25").expect(200).each("id")).doesNotContainAnyElementsOf(ids);
        admin.get("/api/users?role=OWNER").refused(400);
    }

    @Test
    void an_administrator_of_organizations_sees_their_members_and_everybody_himself() {
        Tenant tenant = tenant();
        Person administrator = member(tenant, "ADMIN");
        Person viewer = member(tenant, "VIEWER");
        Person stranger = member(tenant(), "VIEWER");

        Client of = acting(administrator);
        assertThat(of.get("/api/users").expect(200).each("id"))
                .contains(text(administrator), text(viewer))
                .doesNotContain(text(stranger));
        of.get("/api/users/" + viewer.id()).expect(200);
        of.get("/api/users/" + stranger.id()).refused(404);
        of.patch("/api/users/" + viewer.id(), "{\"lastName\": \"Byron\"}").refused(403);
        assertThat(acting(viewer).get("/api/users/me").expect(200).text("/data/email"))
                .isEqualTo(viewer.email());
        acting(viewer).get("/api/users/" + viewer.id()).expect(200);
        acting(viewer).get("/api/users/" + administrator.id()).refused(404);
        assertThat(acting(viewer).get("/api/users").expect(200).each("id")).containsExactly(text(viewer));
        somebody("MANAGER", tenant).get("/api/users").refused(403);
    }

    @Test
    void the_administrators_token_acts_as_the_first_administrator() {
        assertThat(admin.get("/api/users/me").expect(200).text("/data/role")).isEqualTo("ADMIN");
    }

    @Test
    void a_deactivated_users_tokens_open_nothing_at_once() {
        Person person = member(tenant(), "VIEWER");
        Client client = acting(person);
        client.get("/api/organizations").expect(200);

        admin.patch("/api/users/" + person.id(), "{\"active\": false}").expect(200);
        client.get("/api/organizations").refused(401);

        admin.patch("/api/users/" + person.id(), "{\"active\": true}").expect(200);
        client.get("/api/organizations").expect(200);
    }

    @Test
    void whoever_is_in_charge_of_organizations_stays_active_and_of_a_role_that_may() {
        Person owner = person("SALES");
        Tenant tenant = tenant();
        database.sql("update organization set owner_id = :owner where id = :id")
                .param("owner", owner.id())
                .param("id", tenant.id())
                .update();
        String path = "/api/users/" + owner.id();

        Answer refused = admin.patch(path, "{\"active\": false}").refused(409);
        assertThat(refused.text("/code")).isEqualTo("OWNS_ORGANIZATIONS");
        assertThat(refused.text("/message")).contains("1 organization;");
        admin.patch(path, "{\"role\": \"MEMBER\"}").refused(409);
        admin.patch(path, "{\"role\": \"CATEGORY_MANAGER\"}").expect(200);

        database.sql("update organization set owner_id = null where id = :id")
                .param("id", tenant.id())
                .update();
        admin.patch(path, "{\"active\": false}").expect(200);
    }

    @Test
    void the_last_administrator_stays_one_also_when_two_step_down_at_once() {
        List<Long> before = database.sql("select id from platform_user where role = 'ADMIN' and active order by id")
                .query(Long.class)
                .list();
        before.stream()
                .skip(1)
                .forEach(id -> admin.patch("/api/users/" + id, "{\"role\": \"MEMBER\"}")
                        .expect(200));
        for (int round = 0; round < 5; round++) {
            Person other = person("ADMIN");
            Client both = admin;
            List<CompletableFuture<Answer>> steps = List.of(
                    CompletableFuture.supplyAsync(
                            () -> both.patch("/api/users/" + before.get(0), "{\"active\": false}")),
                    CompletableFuture.supplyAsync(
                            () -> both.patch("/api/users/" + other.id(), "{\"role\": \"MEMBER\"}")));
            List<Answer> answers = steps.stream().map(CompletableFuture::join).toList();

            assertThat(answers.stream().map(Answer::status)).containsExactlyInAnyOrder(200, 409);
            assertThat(answers.stream().filter(answer -> answer.status() == 409))
                    .allSatisfy(answer -> assertThat(answer.text("/code")).isEqualTo("LAST_ADMINISTRATOR"));
            admin.patch("/api/users/" + before.get(0), "{\"active\": true}").expect(200);
            admin.patch("/api/users/" + other.id(), "{\"role\": \"MEMBER\"}").expect(200);
        }
        assertThat(admin.patch("/api/users/" + before.get(0), "{\"role\": \"SALES\"}")
                        .refused(409)
                        .text("/code"))
                .isEqualTo("LAST_ADMINISTRATOR");
    }

    private static String text(Person person) {
        return Long.toString(person.id());
    }

    private static String body(String firstName, String email, String role, String more) {
        return "{\"firstName\": \"%s\", \"lastName\": \"Lovelace\", \"email\": \"%s\", \"role\": \"%s\"%s}"
                .formatted(firstName, email, role, more);
    }
}
