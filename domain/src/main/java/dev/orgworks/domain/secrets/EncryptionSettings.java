package dev.orgworks.domain.secrets;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * With what the platform encrypts.
 *
 * @param key {@code ORGWORKS_ENCRYPTION_KEY}: 32 bytes in Base64, the same on every node; null: {@code keptKey} counts
 * @param keptKey the key that the first start made and keeps in the data folder
 */
@ConfigurationProperties("orgworks.encryption")
record EncryptionSettings(@Nullable String key, @Nullable String keptKey) {

    EncryptionSettings {
        key = key == null || key.isBlank() ? keptKey : key.strip();
    }

    @Override
    public String toString() {
        return "EncryptionSettings[hidden]";
    }
}
