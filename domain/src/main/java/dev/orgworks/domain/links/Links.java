package dev.orgworks.domain.links;

import java.net.URI;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Makes the addresses of the public pages. A secret stands in the fragment, which browsers keep to themselves: no log of ours or
 * of a proxy sees it.
 */
@Component
@EnableConfigurationProperties(LinkSettings.class)
public class Links {

    private final LinkSettings settings;

    Links(LinkSettings settings) {
        this.settings = settings;
    }

    /** Where somebody takes a seat. */
    public URI claim(String secret) {
        return page("claim", secret);
    }

    /** Where somebody accepts an invite. */
    public URI invite(String secret) {
        return page("invite", secret);
    }

    private URI page(String name, String secret) {
        String base = settings.publicUrl().toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + name + "#" + secret);
    }
}
