package dev.orgworks.api.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.CachingJWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.jwk.source.RateLimitedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's keys, fetched at the first token, kept for an hour, and for a day while their host does not answer.
 *
 * <p>A token of an unknown key makes them be fetched anew, since keys rotate; but once a minute at most, since anybody can
 * invent such a token.
 */
class IssuerKeys implements JWKSource<SecurityContext> {

    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration KEPT_THROUGH_OUTAGE = Duration.ofDays(1);
    private static final Duration BETWEEN_REFETCHES = Duration.ofMinutes(1);

    /** Two fetches of any cause in this time: a host that does not answer is not asked by every request. */
    private static final Duration FETCHES = Duration.ofSeconds(10);

    private static final Duration WAIT_FOR_ANOTHERS_FETCH = Duration.ofSeconds(10);

    private final JWKSetSource<SecurityContext> sets;
    private final InstantSource clock;
    private final ReentrantLock refetching = new ReentrantLock();
    private Instant nextRefetch = Instant.MIN;

    IssuerKeys(JWKSetSource<SecurityContext> published, InstantSource clock) {
        this.sets = new CachingJWKSetSource<>(
                new RateLimitedJWKSetSource<>(
                        new OutageTolerantJWKSetSource<>(published, KEPT_THROUGH_OUTAGE.toMillis(), null),
                        FETCHES.toMillis(),
                        null),
                KEPT.toMillis(),
                WAIT_FOR_ANOTHERS_FETCH.toMillis(),
                null);
        this.clock = clock;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        Instant now = clock.instant();
        JWKSet known = known(now);
        List<JWK> found = selector.select(known);
        return found.isEmpty() ? selector.select(newer(known, now)) : found;
    }

    /** Requests of a new key wait here for the first of them, which fetches it for all. */
    private JWKSet newer(JWKSet old, Instant now) throws KeySourceException {
        refetching.lock();
        try {
            if (now.isBefore(nextRefetch)) {
                return known(now);
            }
            nextRefetch = now.plus(BETWEEN_REFETCHES);
            return sets.getJWKSet(JWKSetCacheRefreshEvaluator.referenceComparison(old), now.toEpochMilli(), null);
        } finally {
            refetching.unlock();
        }
    }

    private JWKSet known(Instant now) throws KeySourceException {
        return sets.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), now.toEpochMilli(), null);
    }
}
