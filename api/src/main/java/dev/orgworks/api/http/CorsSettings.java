package dev.orgworks.api.http;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which pages of other origins may call the API.
 *
 * @param allowedOrigins such as {@code https://console.example.org}, exactly as browsers send them; default none
 */
@ConfigurationProperties("orgworks.cors")
record CorsSettings(@DefaultValue List<String> allowedOrigins) {

    CorsSettings {
        for (String origin : allowedOrigins) {
            if (!origin.matches("https?://[A-Za-z0-9.\\-\\[\\]:]+")) {
                throw new IllegalArgumentException(
                        "orgworks.cors.allowed-origins takes origins like https://console.example.org, without a path, not "
                                + origin);
            }
        }
    }
}
