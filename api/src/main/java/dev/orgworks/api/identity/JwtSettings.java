package dev.orgworks.api.identity;

import dev.orgworks.domain.users.Role;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose JWTs open this platform; without settings nobody's do.
 *
 * @param issuers any number of issuers
 * @param clerk the one that {@code CLERK_ISSUER} and its companions tell of; there is none while its URI is empty
 */
@ConfigurationProperties("orgworks.jwt")
record JwtSettings(
        @DefaultValue List<Issuer> issuers, @Nullable Issuer clerk) {

    JwtSettings {
        clerk = clerk == null || clerk.uri().isEmpty() ? null : clerk.asClerk();
        List<String> uris = all(issuers, clerk).map(Issuer::uri).toList();
        if (uris.stream().distinct().count() < uris.size()) {
            throw new IllegalArgumentException("orgworks.jwt names an issuer twice: " + uris);
        }
    }

    List<Issuer> all() {
        return all(issuers, clerk).toList();
    }

    private static Stream<Issuer> all(List<Issuer> issuers, @Nullable Issuer clerk) {
        return Stream.concat(issuers.stream(), Stream.ofNullable(clerk));
    }

    /**
     * One issuer.
     *
     * @param uri the claim {@code iss} of its tokens, letter for letter
     * @param jwksUri where it publishes its keys; null: where its {@code /.well-known/openid-configuration} says
     * @param kind which claims mean what
     * @param audiences one of which a token must be made for; empty: any
     * @param authorizedParties what {@code azp} may be where a token has it; empty: anything
     * @param organizationClaim the claim with the number or UUID of the organization here; null: none. GENERIC only.
     * @param roleClaim the claim with the role or roles; null: none. GENERIC only.
     * @param roles what the values of the role claim mean here; the highest counts, VIEWER where none fits
     * @param linkByEmail whether a bearer whose e-mail the issuer has verified is the user who has that e-mail here
     */
    record Issuer(
            @DefaultValue("") String uri,
            @Nullable String jwksUri,
            @DefaultValue("GENERIC") IssuerKind kind,
            @DefaultValue List<String> audiences,
            @DefaultValue List<String> authorizedParties,
            @Nullable String organizationClaim,
            @Nullable String roleClaim,
            @DefaultValue Map<String, Role> roles,
            @DefaultValue("false") boolean linkByEmail) {

        /** What the table of linked identities holds. */
        private static final int URI_CHARACTERS = 255;

        Issuer {
            uri = uri.strip();
            jwksUri = jwksUri == null || jwksUri.isBlank() ? null : jwksUri.strip();
            audiences =
                    audiences.stream().filter(audience -> !audience.isBlank()).toList();
            authorizedParties =
                    authorizedParties.stream().filter(party -> !party.isBlank()).toList();
            if (!uri.isEmpty()) {
                requireAddress(uri);
            }
            if (jwksUri != null) {
                requireAddress(jwksUri);
            }
        }

        private Issuer asClerk() {
            return new Issuer(
                    uri,
                    jwksUri,
                    IssuerKind.CLERK,
                    audiences,
                    authorizedParties,
                    organizationClaim,
                    roleClaim,
                    roles,
                    linkByEmail);
        }

        private static void requireAddress(String text) {
            try {
                URI address = new URI(text);
                if (address.getHost() == null
                        || !List.of("http", "https").contains(address.getScheme())
                        || text.length() > URI_CHARACTERS) {
                    throw new IllegalArgumentException("orgworks.jwt: " + text + " is no address of a web server");
                }
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("orgworks.jwt: " + text + " is no address", e);
            }
        }
    }
}
