package dev.orgworks.api.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Browser;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the public pages are made of, and how little they may do. */
class PublicPagesTest extends ApiTest {

    private static final Pattern LOADED = Pattern.compile("(?:src|href|from)[= ]*[\"']([^\"']+)[\"']");
    private static final Pattern HOST = Pattern.compile("(?:https?:)?//[a-zA-Z0-9]");

    @ParameterizedTest
    @ValueSource(strings = {"/claim", "/invite"})
    void aPageAndAllThatItLoadsIsOurs(String page) {
        Set<String> loaded = new TreeSet<>();
        look(page, loaded);

        assertThat(loaded).contains(page, "/pages/pages.css", "/pages/pages.js", "/pages" + page + ".js");
        Answer answer = nobody.get(page).expect(200);
        assertThat(answer.header("content-type")).startsWith("text/html");
        assertThat(answer.body())
                .contains("width=device-width", "aria-live=\"polite\"", "<html lang=\"en\">")
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContain("<style", " style=", " onclick=", " onsubmit=");
        assertThat(answer.headers().allValues("content-security-policy"))
                .containsExactly(
                        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                                + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'");
        assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        nobody.get("/pages" + page + ".html").expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/claim", "/invite"})
    void everyFieldHasALabelAndTheBrowserHasNothingToComplainOf(String page) {
        Browser browser = Browser.fresh().asPhone();

        browser.open("http://localhost:" + nobody.port() + page);
        browser.text("about", "One moment …");

        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.run(
                        "return [...document.querySelectorAll('input')].filter(field => field.labels.length !== 1)"
                                + ".length"))
                .isEqualTo(0L);
        assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
    }

    @Test
    void nothingElseLiesThere() {
        nobody.get("/pages").refused(401);
        nobody.get("/pages/nothing.js").refused(404);
        nobody.get("/pages/PublicPages.class").refused(404);
        nobody.get("/pages/..%2fdocs%2flearning.json").refused(400);
        nobody.get("/claim.html").refused(401);
        nobody.post("/claim").refused(405);
    }

    private void look(String path, Set<String> loaded) {
        if (!loaded.add(path)) {
            return;
        }
        String text = nobody.get(path).expect(200).body();
        assertThat(HOST.matcher(text).find()).as(path).isFalse();
        assertThat(text)
                .as(path)
                .doesNotContain("@import", "url(", "innerHTML", "eval(", "localStorage", "document.cookie");
        Matcher references = LOADED.matcher(text);
        while (references.find()) {
            String reference = references.group(1).replaceFirst("^\\./", "/pages/");
            if (!reference.startsWith("data:")) {
                assertThat(reference).as(path).startsWith("/pages/");
                look(reference, loaded);
            }
        }
    }
}
