package dev.orgworks.domain.learners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnerKeysTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zoë",
                "Zoe\u0308",
                " Zoë ",
                "\u00A0Zoë\u202F",
                "\u200BZoë\uFEFF",
                "\t\nZoë\r\u2060\u3000",
                "Zo\u200Bë"
            })
    void spellings_that_look_the_same_are_the_same_key(String spelling) {
        assertThat(LearnerKeys.externalKey(spelling)).isEqualTo("Zoë");
        assertThat(LearnerKeys.loginKey(spelling)).isEqualTo("zoë");
    }

    @Test
    void ids_compare_with_case_and_logins_without_and_both_with_accents() {
        assertThat(LearnerKeys.externalKey("aB")).isNotEqualTo(LearnerKeys.externalKey("Ab"));
        assertThat(LearnerKeys.loginKey("aB")).isEqualTo(LearnerKeys.loginKey("Ab"));
        assertThat(LearnerKeys.loginKey("zoe")).isNotEqualTo(LearnerKeys.loginKey("zoë"));
    }

    @Test
    void the_language_of_the_machine_does_not_matter() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(LearnerKeys.loginKey("IDIL")).isEqualTo("idil");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void stored_values_keep_the_joiners_inside_emoji() {
        assertThat(LearnerKeys.clean(" 👩\u200D🎓 ")).isEqualTo("👩\u200D🎓");
        assertThat(LearnerKeys.clean("\u200B\u00A0 \uFEFF")).isEmpty();
    }

    @Test
    void a_key_of_a_key_or_of_a_stored_value_is_the_same_key() {
        var random = new Random(11);
        String alphabet = "aBİIßΣς \u00A0\u200B\u200D\u0301\u0308\u0323eEoO\u212A\uFF21 1";
        for (int i = 0; i < 50_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(7); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String value = text.toString();
            String external = LearnerKeys.externalKey(value);
            String login = LearnerKeys.loginKey(value);
            assertThat(LearnerKeys.externalKey(external)).isEqualTo(external);
            assertThat(LearnerKeys.loginKey(login)).isEqualTo(login);
            assertThat(LearnerKeys.externalKey(LearnerKeys.clean(value))).isEqualTo(external);
            assertThat(LearnerKeys.loginKey(LearnerKeys.clean(value))).isEqualTo(login);
            assertThat(LearnerKeys.loginKey(external)).isEqualTo(login);
        }
    }
}
