package dev.orgworks.api.reports;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may have the due report jobs enqueued without an account.
 *
 * @param secret what he sends; null or empty: nobody may
 */
@ConfigurationProperties("orgworks.reports.runner")
record RunnerSettings(@Nullable String secret) {

    @Override
    public String toString() {
        return "RunnerSettings[hidden]";
    }
}
