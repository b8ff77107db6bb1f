package dev.orgworks.domain.links;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people reach the platform.
 *
 * @param publicUrl where its pages are, as seen from outside; https everywhere but on one's own machine
 */
@ConfigurationProperties("orgworks")
record LinkSettings(@DefaultValue("http://localhost:8080") URI publicUrl) {

    LinkSettings {
        boolean own = "localhost".equals(publicUrl.getHost()) || "127.0.0.1".equals(publicUrl.getHost());
        boolean secure = "https".equals(publicUrl.getScheme()) || (own && "http".equals(publicUrl.getScheme()));
        if (!secure || publicUrl.getHost() == null || publicUrl.getFragment() != null || publicUrl.getQuery() != null) {
            throw new IllegalArgumentException(
                    "ORGWORKS_PUBLIC_URL must be an address such as https://org.example.com, not \"" + publicUrl
                            + "\"; http is for localhost alone");
        }
    }
}
