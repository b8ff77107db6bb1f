package dev.orgworks.api.identity;

import com.nimbusds.jwt.SignedJWT;
import dev.orgworks.api.identity.JwtSettings.Issuer;
import dev.orgworks.domain.users.JwtSession;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;

/** Tells what a JWT says of its bearer, if one of the configured issuers says it. */
@Component
@EnableConfigurationProperties(JwtSettings.class)
public class DecodeJwt {

    private static final Logger LOG = LoggerFactory.getLogger(DecodeJwt.class);
    private static final int LONGEST_TOKEN = 8_192;

    /** How far the issuer's clock and ours may differ. */
    private static final Duration SKEW = Duration.ofSeconds(10);

    /** What OpenID Connect Core, section 2, allows; no spaces at its ends, which databases do not tell apart. */
    private static final Pattern SUBJECT = Pattern.compile("[!-~]([ -~]{0,253}[!-~])?");

    private final Map<String, Trusted> issuers;

    private record Trusted(Issuer issuer, NimbusJwtDecoder decoder) {}

    DecodeJwt(JwtSettings settings, InstantSource clock) {
        this.issuers = settings.all().stream()
                .map(issuer -> new Trusted(issuer, decoder(issuer, clock)))
                .collect(
                        Collectors.toUnmodifiableMap(trusted -> trusted.issuer().uri(), Function.identity()));
    }

    /** Whether a bearer token has a JWT's form: three parts. Nothing is said of its worth. */
    public static boolean hasForm(String token) {
        return token.chars().filter(character -> character == '.').count() == 2;
    }

    /** What the token says; empty when it is not to be trusted, for whatever reason. */
    public Optional<JwtSession> decode(String token) {
        try {
            if (token.length() > LONGEST_TOKEN) {
                throw new BadJwtException("It has more than " + LONGEST_TOKEN + " characters");
            }
            Trusted trusted = issuers.get(issuerOf(token));
            if (trusted == null) {
                throw new BadJwtException("Its issuer is not configured");
            }
            return Optional.of(trusted.issuer().kind().session(trusted.decoder().decode(token), trusted.issuer()));
        } catch (JwtException e) {
            LOG.debug("A JWT was refused: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** As the token itself says, which proves nothing yet. */
    private static String issuerOf(String token) {
        try {
            String issuer = SignedJWT.parse(token).getJWTClaimsSet().getIssuer();
            if (issuer == null) {
                throw new BadJwtException("It has no issuer");
            }
            return issuer;
        } catch (ParseException e) {
            throw new BadJwtException("It is no signed JWT", e);
        }
    }

    private static NimbusJwtDecoder decoder(Issuer issuer, InstantSource clock) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(new IssuerKeys(new PublishedKeys(issuer), clock))
                .jwsAlgorithms(algorithms -> {
                    algorithms.clear();
                    algorithms.addAll(issuer.kind().algorithms());
                })
                .build();
        JwtTimestampValidator times = new JwtTimestampValidator(SKEW);
        times.setClock(clock.withZone(ZoneOffset.UTC));
        times.setAllowEmptyExpiryClaim(false);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(List.of(
                times,
                new JwtIssuerValidator(issuer.uri()),
                claim(
                        "sub",
                        sub -> sub instanceof String text
                                && SUBJECT.matcher(text).matches()),
                claim(
                        "aud",
                        aud -> issuer.audiences().isEmpty()
                                || (aud instanceof List<?> list
                                        && list.stream().anyMatch(issuer.audiences()::contains))),
                claim(
                        "azp",
                        azp -> azp == null
                                || issuer.authorizedParties().isEmpty()
                                || issuer.authorizedParties().contains(azp)))));
        return decoder;
    }

    private static OAuth2TokenValidator<Jwt> claim(String name, Predicate<@Nullable Object> test) {
        return new JwtClaimValidator<@Nullable Object>(name, test);
    }
}
