package dev.orgworks.domain.links;

import java.net.URI;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Makes the addresses of the public pages. A secret stands in the fragment, which browsers keep to themselves: no log of ours or
 * of a proxy sees it. Only where a file is fetched at once it stands in the query.
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

    /** Where somebody fetches a report: a file and no page, so what opens it must be sent. */
    public URI report(String secret) {
        return URI.create(base() + "api/organizations/reports/download?token=" + secret);
    }

    private URI page(String name, String secret) {
        return URI.create(base() + name + "#" + secret);
    }

    private String base() {
        String base = settings.publicUrl().toString();
        return base.endsWith("/") ? base : base + "/";
    }
}
