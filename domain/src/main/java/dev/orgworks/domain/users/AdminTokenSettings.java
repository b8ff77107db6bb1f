package dev.orgworks.domain.users;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The platform administrator's token from outside.
 *
 * @param adminToken {@code ORGWORKS_ADMIN_TOKEN}, or the one that the embedded default made; null: there is none
 */
@ConfigurationProperties("orgworks")
record AdminTokenSettings(@Nullable String adminToken) {

    AdminTokenSettings {
        adminToken = adminToken == null || adminToken.isBlank() ? null : adminToken.strip();
    }

    @Override
    public String toString() {
        return "AdminTokenSettings[hidden]";
    }
}
