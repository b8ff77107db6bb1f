package dev.orgworks.domain.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sealed is opened in its place, with its key, as it was, or not at all. */
class SealSecretTest {

    private static final byte[] PLAIN = "a link with a secret".getBytes(StandardCharsets.UTF_8);
    private static final byte[] PLACE = {1, 2, 3};

    private final SealSecret seal = new SealSecret(new EncryptionSettings(SealSecret.newKey(), null));

    @Test
    void whatIsSealedIsOpenedInItsPlaceAndNeverLooksTheSame() {
        byte[] sealed = seal.seal(PLAIN, PLACE);

        assertThat(seal.open(sealed, PLACE)).isEqualTo(PLAIN);
        assertThat(seal.seal(PLAIN, PLACE)).isNotEqualTo(sealed);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("link");
    }

    @Test
    void nothingIsOpenedInAnotherPlace() {
        byte[] sealed = seal.seal(PLAIN, PLACE);

        assertThatThrownBy(() -> seal.open(sealed, new byte[] {3, 2, 1})).isInstanceOf(SealedOtherwiseException.class);
    }

    @Test
    void aChangeAnywhereIsNoticed() {
        byte[] sealed = seal.seal(PLAIN, PLACE);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> seal.open(changed, PLACE))
                    .as("byte %d", i)
                    .isInstanceOf(SealedOtherwiseException.class);
        }
        assertThatThrownBy(() -> seal.open(new byte[0], PLACE)).isInstanceOf(SealedOtherwiseException.class);
    }

    @Test
    void anotherKeyIsToldByItsId() {
        SealSecret other = new SealSecret(new EncryptionSettings(SealSecret.newKey(), null));
        byte[] sealed = seal.seal(PLAIN, PLACE);

        assertThatThrownBy(() -> other.open(sealed, PLACE))
                .isInstanceOf(SealedOtherwiseException.class)
                .hasMessageMatching("It was sealed with the key [0-9a-f]{8}, and this node has the key [0-9a-f]{8};"
                        + " set ORGWORKS_ENCRYPTION_KEY to the same on every node");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAA=="})
    void aKeyThatIsNoneIsRefusedWithWhatWouldBe(String key) {
        EncryptionSettings settings = new EncryptionSettings(key, null);

        assertThatThrownBy(() -> new SealSecret(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ORGWORKS_ENCRYPTION_KEY must be 32 bytes in Base64");
    }

    @Test
    void theKeyOfTheDataFolderCountsWhenNobodyGaveAnother() {
        String kept = SealSecret.newKey();
        byte[] sealed = new SealSecret(new EncryptionSettings("", kept)).seal(PLAIN, PLACE);

        assertThat(new SealSecret(new EncryptionSettings(kept, SealSecret.newKey())).open(sealed, PLACE))
                .isEqualTo(PLAIN);
    }
}
