package dev.orgworks.api.invites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Browser;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The page of an invite, in a browser. */
class InvitePageTest extends ApiTest {

    private static final String MOMENT = "One moment …";

    @Test
    void whoIsNewSaysHisNameChoosesAPasswordAndIsAMember() {
        Tenant tenant = tenant();
        String email = UUID.randomUUID() + "@example.org";
        String secret = secretOf(invited(tenant, email, "MANAGER"));
        Browser browser = Browser.fresh().asPhone();

        browser.open(page() + "#" + secret);

        assertThat(browser.text("about", MOMENT))
                .contains(admin.get(tenant.path()).text("/data/name"), "a manager", "•••@example.org");
        assertThat(browser.address()).isEqualTo(page());
        assertThat(browser.sees("firstName")).isFalse();
        browser.click("send");
        browser.write("firstName", "Grace");
        browser.write("lastName", "Hopper");
        browser.write("password", "short");
        String before = browser.text("says", MOMENT);
        browser.click("send");
        assertThat(browser.text("says", before).replace(MOMENT, "")).doesNotContain("Welcome");
        browser.write("password", "a long enough password");
        browser.click("send");
        eventually(() -> assertThat(browser.text("says", MOMENT)).startsWith("Welcome!"));

        assertThat(browser.text("says", MOMENT)).contains("a manager", "sign in");
        assertThat(browser.sees("form")).isFalse();
        nobody.post("/api/session", "{\"email\": \"%s\", \"password\": \"a long enough password\"}".formatted(email))
                .expect(200);
        assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
    }

    @Test
    void whoHasAnAccountAcceptsWithOneButton() {
        Tenant tenant = tenant();
        Person person = person("MEMBER");
        String secret = secretOf(invited(tenant, person.email(), "VIEWER"));
        Browser browser = Browser.fresh();

        browser.open(page() + "#" + secret);
        browser.click("send");

        eventually(() -> assertThat(browser.text("says", MOMENT)).startsWith("Welcome!"));
        acting(person).get(tenant.path()).expect(200);
    }

    @Test
    void whatSomebodyWroteIsTextAndNothingElse() {
        Tenant tenant = tenant();
        long invite = admin.post(
                        tenant.path() + "/invites",
                        "{\"email\": \"ada@example.org\", \"role\": \"VIEWER\", \"message\": \"<b id=bold>Hi</b>\"}")
                .expect(201)
                .at("/data/invite/id")
                .longValue();
        Browser browser = Browser.fresh();

        browser.open(page() + "#" + secretOf(invite));

        assertThat(browser.seen("message").getText()).isEqualTo("<b id=bold>Hi</b>");
        assertThat(browser.sees("bold")).isFalse();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aLinkThatLeadsNowhereIsExplained() {
        Tenant tenant = tenant();
        long invite = invited(tenant, "ada@example.org", "VIEWER");
        String secret = secretOf(invite);
        admin.patch(tenant.path() + "/invites", "{\"inviteId\": %d, \"action\": \"revoke\"}".formatted(invite))
                .expect(200);
        Browser browser = Browser.fresh();

        browser.open(page() + "#" + secret);
        assertThat(browser.text("says", MOMENT)).contains("withdrawn");
        browser.open(page() + "#orgw_unknown");
        assertThat(browser.text("says", MOMENT)).contains("not known");
        browser.open(page());
        assertThat(browser.text("about", MOMENT)).contains("open your link again");
    }

    private String page() {
        return "http://localhost:" + nobody.port() + "/invite";
    }
}
