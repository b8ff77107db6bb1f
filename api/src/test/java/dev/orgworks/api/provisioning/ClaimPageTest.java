package dev.orgworks.api.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page that a scanned code opens, in a browser that is a phone. */
class ClaimPageTest extends Handouts {

    private static final Path PICTURES = Path.of("target", "pictures");

    @Test
    void whoScansTheCodeTypesHisAddressAndHasASeat() throws IOException {
        Tenant tenant = tenant();
        Handout token = handout(tenant, pool(tenant, 2), "");
        Browser browser = Browser.fresh().asPhone();

        browser.open(page(token.secret()));

        assertThat(browser.text("about", "One moment …"))
                .startsWith("Organization ")
                .contains("a seat in courses");
        assertThat(browser.address()).isEqualTo("http://localhost:" + nobody.port() + "/claim");
        keep(browser, "claim-form");
        browser.write("email", "ada@example.org");
        browser.write("firstName", "Ada");
        browser.click("send");
        assertThat(browser.text("says", "One moment …")).isEqualTo("Done: you have your seat in courses.");
        keep(browser, "claim-done");
        assertThat(browser.sees("form")).isFalse();
        assertThat(browser.complaints()).isEmpty();
        Answer learners = admin.get(tenant.path() + "/learners").expect(200);
        assertThat(learners.each("email")).containsExactly("ada@example.org");
        assertThat(learners.each("firstName")).containsExactly("Ada");
        assertThat(browser.run("return localStorage.length + sessionStorage.length + document.cookie.length"))
                .isEqualTo(0L);
        browser.reload();
        assertThat(browser.text("about", "One moment …")).startsWith("Please open your link or scan your code again");
    }

    @Test
    void whatIsInTheWayIsSaidInWords() throws IOException {
        Tenant tenant = tenant();
        Handout token = handout(tenant, pool(tenant, 1), ", \"domains\": [\"example.org\"]");
        Browser browser = Browser.fresh().asPhone();
        browser.open(page(token.secret()));
        assertThat(browser.seen("hint").getText()).isEqualTo("For addresses at example.org only.");

        browser.write("email", "ada@elsewhere.example");
        browser.click("send");

        assertThat(browser.text("says", "One moment …"))
                .startsWith("This code is not for e-mail addresses like yours.");
        assertThat(browser.seen("email").getDomAttribute("aria-invalid")).isEqualTo("true");
        keep(browser, "claim-refused");
        claim(token, "bob@example.org").expect(201);
        browser.write("email", "ada@example.org");
        browser.click("send");
        browser.reads("says", "No seat is left. Please ask your administrator.");
    }

    @Test
    void codesThatOpenNothingAreExplainedAtOnce() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 5);
        Handout revoked = handout(tenant, pool, "");
        Handout expired = handout(tenant, pool, "");
        Handout usedUp = handout(tenant, pool, ", \"maxUses\": 1");
        patch(admin, tenant, revoked.id(), "revoke", "").expect(200);
        expire(expired);
        claim(usedUp, "ada@example.org").expect(201);
        Browser browser = Browser.fresh().asPhone();
        List<String> secrets = List.of("orgw_unknown", revoked.secret(), expired.secret(), usedUp.secret());
        List<String> words =
                List.of("is not known here", "was withdrawn", "has expired", "was used as often as it may be");

        for (int i = 0; i < secrets.size(); i++) {
            browser.open(page(secrets.get(i)));
            assertThat(browser.text("says", "")).contains(words.get(i));
            assertThat(browser.sees("form")).isFalse();
        }
    }

    @Test
    void aLinkOpenedOnThePageOfAnotherTakesItsPlace() {
        Tenant tenant = tenant();
        Handout token = handout(tenant, pool(tenant, 5), "");
        Browser browser = Browser.fresh().asPhone();
        browser.open(page("orgw_unknown"));
        assertThat(browser.text("says", "")).contains("is not known here");

        browser.follow(page(token.secret()));

        browser.seen("form");
        assertThat(browser.address()).doesNotContain("#");
        assertThat(browser.seen("about").getText()).contains("courses");
    }

    @Test
    void whoHasToWaitIsToldHisPlace() {
        Tenant tenant = tenant();
        Handout token = handout(tenant, pool(tenant, 1, "WAITLIST"), "");
        claim(token, "bob@example.org").expect(201);
        Browser browser = Browser.fresh().asPhone();
        browser.open(page(token.secret()));
        assertThat(browser.seen("hint").getText()).contains("you get in line");

        browser.write("email", "ada@example.org");
        browser.click("send");

        assertThat(browser.text("says", "One moment …")).contains("You are number 1 in line");
    }

    @Test
    void whatAnOrganizationIsCalledIsTextOnThePage() {
        Tenant tenant = tenant();
        admin.patch(tenant.path(), "{\"name\": \"<img src=x onerror=alert(1)> %d\"}".formatted(tenant.id()))
                .expect(200);
        Handout token = handout(tenant, pool(tenant, 1), "");
        Browser browser = Browser.fresh().asPhone();

        browser.open(page(token.secret()));

        assertThat(browser.text("about", "One moment …")).startsWith("<img src=x onerror=alert(1)>");
        assertThat(browser.run("return document.images.length")).isEqualTo(0L);
        assertThat(browser.complaints()).isEmpty();
    }

    private String page(String secret) {
        return "http://localhost:" + nobody.port() + "/claim#" + secret;
    }

    /** For people to look at. */
    private static void keep(Browser browser, String name) throws IOException {
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name + ".png"), browser.picture());
    }
}
