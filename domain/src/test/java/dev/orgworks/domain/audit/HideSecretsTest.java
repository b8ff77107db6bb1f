package dev.orgworks.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class HideSecretsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "newPassword",
                "passwordHash",
                "PASSWORD",
                "pass_phrase_passphrase",
                "token",
                "accessToken",
                "refresh_token",
                "tokens",
                "secret",
                "clientSecret",
                "secretKey",
                "hash",
                "tokenHash",
                "body",
                "emailBody",
                "html",
                "Authorization",
                "set-cookie",
                "credentials"
            })
    void secretsAreHiddenAtAnyDepth(String name) {
        assertThat(hidden("{\"%s\": \"x1\"}".formatted(name))).isEqualTo("{\"%s\":\"[hidden]\"}".formatted(name));
        assertThat(hidden("{\"a\": [{\"b\": {\"%s\": \"x1\", \"c\": 1}}]}".formatted(name)))
                .doesNotContain("x1")
                .contains("\"c\":1");
        assertThat(hidden("{\"%s\": [\"x1\"]}".formatted(name))).doesNotContain("x1");
        assertThat(hidden("{\"%s\": 4711}".formatted(name))).doesNotContain("4711");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tokenId",
                "tokenName",
                "externalId",
                "externalKey",
                "bodyLength",
                "hashtag",
                "somebody",
                "tokenized",
                "hint",
                "name",
                "monkey"
            })
    void whatOnlySoundsLikeASecretIsKept(String name) {
        assertThat(hidden("{\"%s\": \"x1\"}".formatted(name))).isEqualTo("{\"%s\":\"x1\"}".formatted(name));
    }

    @Test
    void whetherThereIsASecretIsNone() {
        assertThat(hidden("{\"password\": true, \"secret\": null}")).isEqualTo("{\"password\":true,\"secret\":null}");
    }

    @Test
    void aTokenThatIsAThingKeepsItsName() {
        assertThat(hidden("{\"token\": {\"id\": 3, \"name\": \"Registrar\", \"secret\": \"x\"}}"))
                .isEqualTo("{\"token\":{\"id\":3,\"name\":\"Registrar\",\"secret\":\"[hidden]\"}}");
    }

    @Test
    void aTokenOfThisPlatformIsHiddenInAnyText() {
        String token = "orgw_" + "a1B2-".repeat(8) + "_zz";
        assertThat(hidden("{\"link\": \"https://host/?t=%s&x=1\"}".formatted(token)))
                .isEqualTo("{\"link\":\"https://host/?t=[hidden]&x=1\"}");
        assertThat(hidden("\"%s\"".formatted(token))).isEqualTo("\"[hidden]\"");
        assertThat(hidden("{\"hint\": \"orgw_AbCdEf\"}")).isEqualTo("{\"hint\":\"orgw_AbCdEf\"}");
    }

    private static String hidden(String json) {
        return HideSecrets.in(JSON.readTree(json)).toString();
    }
}
