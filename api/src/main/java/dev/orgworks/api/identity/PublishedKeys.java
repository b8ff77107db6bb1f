package dev.orgworks.api.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import dev.orgworks.api.identity.JwtSettings.Issuer;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys that an issuer publishes at this moment. Where is asked each time: an issuer may move them. */
class PublishedKeys implements JWKSetSource<SecurityContext> {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedKeys.class);
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 3_000;
    private static final int LARGEST_DOCUMENT = 1 << 18;

    private final Issuer issuer;
    private final ResourceRetriever web = new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, LARGEST_DOCUMENT);

    PublishedKeys(Issuer issuer) {
        this.issuer = issuer;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
            throws JWKSetUnavailableException {
        try {
            return JWKSet.parse(read(issuer.jwksUri() == null ? discovered() : issuer.jwksUri()));
        } catch (IOException | ParseException | IllegalArgumentException e) {
            LOG.warn(
                    "The keys of {} cannot be fetched; those known are used, tokens signed by others are refused: {}",
                    issuer.uri(),
                    e.toString());
            throw new JWKSetUnavailableException("The keys of " + issuer.uri() + " cannot be fetched", e);
        }
    }

    /** By OpenID Connect Discovery 1.0, section 4. */
    private String discovered() throws IOException, ParseException {
        String base = issuer.uri().endsWith("/")
                ? issuer.uri().substring(0, issuer.uri().length() - 1)
                : issuer.uri();
        Map<String, Object> document = JSONObjectUtils.parse(read(base + "/.well-known/openid-configuration"));
        if (!issuer.uri().equals(document.get("issuer"))) {
            throw new IOException("The discovery document is of another issuer");
        }
        String address = JSONObjectUtils.getString(document, "jwks_uri");
        if (address == null || !address.startsWith(issuer.uri().startsWith("https:") ? "https:" : "http")) {
            throw new IOException("The discovery document has no jwks_uri that can be trusted");
        }
        return address;
    }

    private String read(String address) throws IOException {
        return web.retrieveResource(URI.create(address).toURL()).getContent();
    }

    @Override
    public void close() {}
}
