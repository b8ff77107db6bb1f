package dev.orgworks.api.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionsTest extends ApiTest {

    private static final String FIRST = "the first password";
    private static final String SECOND = "the second password";

    /** A browser that has signed in. */
    private final class Browser {

        private String cookie;
        private String csrf;

        Browser(Answer signedIn) {
            cookie = cookie(signedIn);
            csrf = signedIn.text("/data/csrfToken");
        }

        Answer get(String path) {
            return nobody.get(path, "Cookie", cookie);
        }

        Answer send(String method, String path, String body) {
            return nobody.send(
                    method,
                    path,
                    BodyPublishers.ofString(body),
                    "Cookie",
                    cookie,
                    "Content-Type",
                    "application/json",
                    "X-CSRF-TOKEN",
                    csrf);
        }

        Answer change(String current, String chosen) {
            Answer answer = send(
                    "PUT",
                    "/api/session/password",
                    "{\"current\": \"%s\", \"new\": \"%s\"}".formatted(current, chosen));
            if (answer.status() == 200) {
                cookie = cookie(answer);
                csrf = answer.text("/data/csrfToken");
            }
            return answer;
        }
    }

    @Test
    void whoever_signs_in_acts_as_himself_until_he_signs_out() {
        Tenant tenant = tenant();
        Person person = withPassword(tenant, "MANAGER");
        Answer answer = signIn(person.email().toUpperCase(java.util.Locale.ROOT), SECOND)
                .expect(200);
        Browser browser = new Browser(answer);

        assertThat(answer.header("set-cookie"))
                .startsWith("orgworks-session=")
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("Secure");
        assertThat(answer.header("cache-control")).contains("no-store");
        assertThat(answer.body()).doesNotContain(SECOND);
        assertThat(browser.get("/api/session").expect(200).text("/data/user/email"))
                .isEqualTo(person.email());
        browser.get(tenant.path() + "/learners").expect(200);
        browser.get(tenant().path() + "/learners").refused(404);
        browser.get(tenant.path() + "/members").refused(403);

        browser.send("DELETE", "/api/session", "").expect(200);
        browser.get("/api/session").refused(401);
        assertThat(actions(person)).contains("session.started", "session.ended");
    }

    @Test
    void the_database_opens_no_session() {
        Browser browser = new Browser(signIn(withPassword(tenant(), "VIEWER").email(), SECOND));
        String secret = browser.cookie.substring("orgworks-session=".length());
        String id = database.sql("select SESSION_ID from SPRING_SESSION order by CREATION_TIME desc limit 1")
                .query(String.class)
                .single();

        assertThat(id).isNotEqualTo(secret).hasSize(64);
        nobody.get("/api/session", "Cookie", "orgworks-session=" + id).refused(401);
        nobody.get("/api/session", "Cookie", "orgworks-session=").refused(401);
        assertThat(database.sql("select convert(ATTRIBUTE_BYTES using utf8mb4) from SPRING_SESSION_ATTRIBUTES")
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .allMatch(text -> text.matches("[0-9]+"));
    }

    @Test
    void what_changes_something_needs_the_sessions_own_token_and_bearers_need_none() {
        Tenant tenant = tenant();
        Browser browser = new Browser(signIn(withPassword(tenant, "MANAGER").email(), SECOND));
        Browser other = new Browser(signIn(withPassword(tenant, "MANAGER").email(), SECOND));
        String path = tenant.path() + "/learners";
        String body = "{\"changes\": [{\"externalId\": \"nobody\", \"action\": \"suspend\"}]}";

        assertThat(nobody.patch(path, body, "Cookie", browser.cookie)
                        .refused(403)
                        .text("/code"))
                .isEqualTo("CSRF");
        nobody.patch(path, body, "Cookie", browser.cookie, "X-CSRF-TOKEN", other.csrf)
                .refused(403);
        browser.send("PATCH", path, body).expect(200);
        nobody.delete("/api/session").refused(401);
        somebody("MANAGER", tenant).patch(path, body).expect(200);
        somebody("MANAGER", tenant).patch(path, body, "Cookie", browser.cookie).expect(200);
        nobody.get("/api/session", "Cookie", browser.cookie, "Authorization", "Bearer orgw_unknown")
                .refused(401);
    }

    @Test
    void another_sign_in_gets_another_session() {
        Person person = withPassword(tenant(), "VIEWER");
        Browser first = new Browser(signIn(person.email(), SECOND));

        Answer again = nobody.post("/api/session", credentials(person.email(), SECOND), "Cookie", first.cookie)
                .expect(200);

        assertThat(cookie(again)).isNotEqualTo(first.cookie);
        first.get("/api/session").refused(401);
        new Browser(again).get("/api/session").expect(200);
    }

    @Test
    void a_password_that_somebody_else_chose_is_changed_before_anything_else() {
        Person person = member(tenant(), "VIEWER");
        admin.patch("/api/users/" + person.id(), "{\"password\": \"%s\"}".formatted(FIRST))
                .expect(200);
        Answer signedIn = signIn(person.email(), FIRST).expect(200);
        Browser browser = new Browser(signedIn);

        assertThat(signedIn.at("/data/mustChangePassword").booleanValue()).isTrue();
        assertThat(browser.get("/api/organizations").refused(403).text("/code")).isEqualTo("PASSWORD_CHANGE_REQUIRED");
        assertThat(browser.change("not the first one", SECOND).refused(400).wrongFields())
                .containsExactly("current");
        assertThat(browser.change(FIRST, FIRST).refused(400).wrongFields()).containsExactly("new");
        assertThat(browser.change(FIRST, "short").refused(400).wrongFields()).containsExactly("new");
        String before = browser.cookie;
        browser.change(FIRST, SECOND).expect(200);

        browser.get("/api/organizations").expect(200);
        assertThat(browser.cookie).isNotEqualTo(before);
        nobody.get("/api/session", "Cookie", before).refused(401);
        signIn(person.email(), FIRST).refused(401);
    }

    @Test
    void a_session_ends_by_another_password_and_by_deactivation() {
        Person person = withPassword(tenant(), "VIEWER");
        Browser browser = new Browser(signIn(person.email(), SECOND));

        admin.patch("/api/users/" + person.id(), "{\"password\": \"%s\"}".formatted(FIRST))
                .expect(200);
        browser.get("/api/session").refused(401);

        Browser again = new Browser(signIn(person.email(), FIRST));
        admin.patch("/api/users/" + person.id(), "{\"active\": false}").expect(200);
        again.get("/api/session").refused(401);
        admin.patch("/api/users/" + person.id(), "{\"active\": true}").expect(200);
        again.get("/api/session").refused(401);
    }

    @Test
    void a_session_ends_when_it_is_idle_and_after_its_longest_time_in_any_case() {
        Person person = withPassword(tenant(), "VIEWER");
        Browser idle = new Browser(signIn(person.email(), SECOND));
        age(person, "LAST_ACCESS_TIME", 31);
        idle.get("/api/session").refused(401);

        Browser old = new Browser(signIn(person.email(), SECOND));
        age(person, "CREATION_TIME", 12 * 60 - 1);
        old.get("/api/session").expect(200);
        age(person, "CREATION_TIME", 2);
        old.get("/api/session").refused(401);
    }

    @Test
    void why_somebody_is_refused_is_told_neither_by_the_answer_nor_by_its_time() {
        Person right = withPassword(tenant(), "VIEWER");
        Person inactive = withPassword(tenant(), "VIEWER");
        admin.patch("/api/users/" + inactive.id(), "{\"active\": false}").expect(200);
        Person without = person("MEMBER");
        List<String[]> wrong = List.of(
                new String[] {UUID.randomUUID() + "@example.org", SECOND},
                new String[] {right.email(), FIRST},
                new String[] {without.email(), SECOND},
                new String[] {inactive.email(), SECOND});

        List<List<Long>> times =
                wrong.stream().<List<Long>>map(who -> new ArrayList<>()).toList();
        for (int i = 0; i < 5 * wrong.size(); i++) {
            String[] who = wrong.get(i % wrong.size());
            long start = System.nanoTime();
            Answer refused = signIn(who[0], who[1]).refused(401);
            times.get(i % wrong.size()).add(System.nanoTime() - start);
            assertThat(refused.text("/message")).isEqualTo("The address or the password is wrong");
            assertThat(refused.header("set-cookie")).isEmpty();
        }

        // an answer without hashing takes a twentieth; a busy machine triples a time now and then
        long hashing = Collections.min(times.get(1));
        assertThat(times).allSatisfy(each -> assertThat(Collections.min(each)).isGreaterThan(hashing / 4));
        assertThat(actions(right)).contains("session.refused");
    }

    @Test
    void what_is_no_sign_in_is_named() {
        assertThat(nobody.post("/api/session", "{}").refused(400).wrongFields()).containsExactly("email", "password");
        nobody.post(
                        "/api/session",
                        "text/plain",
                        credentials("a@b.org", FIRST).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .refused(415);
    }

    private Answer signIn(String email, String password) {
        return nobody.post("/api/session", credentials(email, password));
    }

    /** A member who has chosen his password himself. */
    private Person withPassword(Tenant tenant, String role) {
        Person person = member(tenant, role);
        admin.patch("/api/users/" + person.id(), "{\"password\": \"%s\"}".formatted(FIRST))
                .expect(200);
        new Browser(signIn(person.email(), FIRST).expect(200))
                .change(FIRST, SECOND)
                .expect(200);
        return person;
    }

    private void age(Person person, String column, int minutes) {
        int aged = database.sql("""
                        update SPRING_SESSION set %1$s = %1$s - :millis,
                            EXPIRY_TIME = LAST_ACCESS_TIME + MAX_INACTIVE_INTERVAL * 1000 where PRINCIPAL_NAME = :user
                        """.formatted(column))
                .param("millis", minutes * 60_000L)
                .param("user", Long.toString(person.id()))
                .update();
        assertThat(aged).isPositive();
    }

    private List<String> actions(Person person) {
        return database.sql("select action from audit_event where target_type = 'user' and target_id = :id")
                .param("id", Long.toString(person.id()))
                .query(String.class)
                .list();
    }

    private static String cookie(Answer answer) {
        return answer.header("set-cookie").split(";", -1)[0];
    }

    private static String credentials(String email, String password) {
        return "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, password);
    }
}
