package dev.orgworks.api.identity;

import dev.orgworks.api.identity.JwtSettings.Issuer;
import dev.orgworks.domain.users.JwtSession;
import dev.orgworks.domain.users.Role;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

/** Which claims of a genuine token mean what. */
enum IssuerKind {

    /** Any OpenID provider; the settings name the claims. */
    GENERIC {
        @Override
        Set<SignatureAlgorithm> algorithms() {
            return Set.of(
                    SignatureAlgorithm.RS256,
                    SignatureAlgorithm.RS384,
                    SignatureAlgorithm.RS512,
                    SignatureAlgorithm.PS256,
                    SignatureAlgorithm.PS384,
                    SignatureAlgorithm.PS512,
                    SignatureAlgorithm.ES256,
                    SignatureAlgorithm.ES384,
                    SignatureAlgorithm.ES512);
        }

        @Override
        JwtSession session(Jwt jwt, Issuer issuer) {
            Object organization = issuer.organizationClaim() == null ? null : jwt.getClaim(issuer.organizationClaim());
            return new JwtSession(
                    issuer.uri(),
                    jwt.getSubject(),
                    email(jwt, issuer),
                    role(jwt, issuer),
                    organization == null ? null : organization.toString(),
                    null);
        }

        private static Role role(Jwt jwt, Issuer issuer) {
            Object claim = issuer.roleClaim() == null ? null : jwt.getClaim(issuer.roleClaim());
            Collection<?> values =
                    claim instanceof Collection<?> many ? many : claim == null ? List.of() : List.of(claim);
            return values.stream()
                    .map(value -> issuer.roles().get(String.valueOf(value)))
                    .filter(Objects::nonNull)
                    .max(Role::compareTo)
                    .orElse(Role.VIEWER);
        }
    },

    /**
     * Clerk's session tokens, whose version decides alone where the organization stands: in one of version 2 the claim
     * {@code org_id} is nothing that Clerk wrote, but whatever an application put into its template.
     *
     * @see <a href="https://clerk.com/docs/guides/sessions/session-tokens">Clerk: session tokens</a>
     */
    CLERK {
        @Override
        Set<SignatureAlgorithm> algorithms() {
            return Set.of(SignatureAlgorithm.RS256);
        }

        @Override
        JwtSession session(Jwt jwt, Issuer issuer) {
            if ("pending".equals(jwt.getClaim("sts"))) {
                throw new BadJwtException("The session is pending");
            }
            Object version = jwt.getClaim("v");
            if (version == null || version.equals(1L)) {
                return session(
                        jwt, issuer, text(jwt.getClaims(), "org_id"), text(jwt.getClaims(), "org_role"), "org:admin");
            }
            if (!version.equals(2L)) {
                throw new BadJwtException("The version of the session token is not known");
            }
            Object claim = jwt.getClaim("o");
            if (claim == null) {
                return session(jwt, issuer, null, null, "admin");
            }
            if (!(claim instanceof Map<?, ?> organization) || organization.get("id") == null) {
                throw new BadJwtException("The claim o is no organization");
            }
            return session(jwt, issuer, text(organization, "id"), text(organization, "rol"), "admin");
        }

        private static JwtSession session(
                Jwt jwt, Issuer issuer, @Nullable String organization, @Nullable String role, String administrator) {
            return new JwtSession(
                    issuer.uri(),
                    jwt.getSubject(),
                    email(jwt, issuer),
                    organization != null && administrator.equals(role) ? Role.ADMIN : Role.VIEWER,
                    null,
                    organization);
        }
    };

    /** The algorithms by which its tokens may be signed. Never a symmetric one: its key would be one that is published. */
    abstract Set<SignatureAlgorithm> algorithms();

    /**
     * What a token says, whose signature, times, issuer and subject are in order.
     *
     * @throws BadJwtException when its claims are not what the issuer writes
     */
    abstract JwtSession session(Jwt jwt, Issuer issuer);

    /** The e-mail by which the bearer may be linked to a user; null: none, not verified, or not wished. */
    private static @Nullable String email(Jwt jwt, Issuer issuer) {
        return issuer.linkByEmail()
                        && Boolean.TRUE.equals(jwt.getClaim("email_verified"))
                        && jwt.getClaim("email") instanceof String email
                ? email
                : null;
    }

    private static @Nullable String text(Map<?, ?> claims, String name) {
        Object value = claims.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new BadJwtException("The claim " + name + " is no text");
    }
}
