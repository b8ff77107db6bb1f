package dev.orgworks.domain.reports;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bucket in which files of reports lie when {@code orgworks.reports.storage} is {@code s3}.
 *
 * @param bucket its name
 * @param region null: as the environment, the profile or the machine says (AWS's default chain); us-east-1 at another endpoint
 * @param endpoint the address of another S3-compatible server, which is asked by path ({@code https://host/bucket/key}); null:
 *     AWS's
 * @param accessKey null: both keys as AWS's default chain has them
 * @param prefix before every key, such as {@code orgworks/}; default none
 */
@ConfigurationProperties("orgworks.s3")
record S3Settings(
        @Nullable String bucket,
        @Nullable String region,
        @Nullable URI endpoint,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @DefaultValue("") String prefix) {

    S3Settings {
        bucket = given(bucket);
        region = given(region);
        endpoint = endpoint == null || endpoint.toString().isBlank() ? null : endpoint;
        accessKey = given(accessKey);
        secretKey = given(secretKey);
        prefix = prefix.strip();
        if ((accessKey == null) != (secretKey == null)) {
            throw new IllegalArgumentException("ORGWORKS_S3_ACCESS_KEY and ORGWORKS_S3_SECRET_KEY belong together");
        }
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** For messages. */
    String where() {
        return "the bucket \"" + bucket + "\"" + (endpoint == null ? "" : " at " + endpoint);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return where();
    }
}
