package dev.orgworks.api.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.orgworks.api.http.RateLimitSettings.Limit;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Counts how often somebody asks for something. The counts are this node's own and bounded in number: with n nodes a limit is n
 * times as large, and who was forgotten begins anew.
 */
@Component
@EnableConfigurationProperties(RateLimitSettings.class)
public class RateLimits {

    /** What is limited, by the names that the headers use. */
    enum Rule {
        CREATIONS("creations"),
        SIGN_INS("sign-ins"),
        SIGN_INS_OF_ACCOUNT("sign-ins-of-account"),
        TOKEN_FAILURES("token-failures"),
        INVITES("invites"),
        CLAIMS("claims");

        private final String word;

        Rule(String word) {
            this.word = word;
        }

        private Limit limit(RateLimitSettings settings) {
            return switch (this) {
                case CREATIONS -> settings.creations();
                case SIGN_INS -> settings.signIns();
                case SIGN_INS_OF_ACCOUNT -> settings.signInsOfAccount();
                case TOKEN_FAILURES -> settings.tokenFailures();
                case INVITES -> settings.invites();
                case CLAIMS -> settings.claims();
            };
        }
    }

    private record Counted(Rule rule, String who) {}

    private final RateLimitSettings settings;
    private final TimeMeter time;
    private final Cache<Counted, Bucket> buckets;

    RateLimits(RateLimitSettings settings, InstantSource clock) {
        this.settings = settings;
        this.time = new Clock(clock);
        this.buckets = Caffeine.newBuilder().maximumSize(settings.remembered()).build();
    }

    /** The platform's clock, as Bucket4j wants it. */
    private record Clock(InstantSource source) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            Instant now = source.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }

    /**
     * Counts an attempt to sign in. To be called before the password is looked at.
     *
     * @param address where the request comes from
     * @param account as which he would sign in, however he wrote it
     * @throws RuntimeException answered by 429, when there were too many attempts from there or on the account
     */
    public void signIn(String address, String account, HttpServletResponse response) {
        take(Rule.SIGN_INS, address, response);
        take(Rule.SIGN_INS_OF_ACCOUNT, account.strip().toLowerCase(Locale.ROOT), response);
    }

    /**
     * Counts that somebody follows the link of an invite.
     *
     * @param address where the request comes from
     * @throws RuntimeException answered by 429, when there were too many from there
     */
    public void invite(String address, HttpServletResponse response) {
        take(Rule.INVITES, address, response);
    }

    /**
     * Counts a request of somebody who has no more than a token that gives seats.
     *
     * @param address where the request comes from
     * @throws RuntimeException answered by 429, when there were too many from there
     */
    public void claim(String address, HttpServletResponse response) {
        take(Rule.CLAIMS, address, response);
    }

    /**
     * Counts a token that opened nothing.
     *
     * @param address where the request comes from
     * @throws RuntimeException answered by 429, when there were too many from there
     */
    public void tokenFailure(String address, HttpServletResponse response) {
        take(Rule.TOKEN_FAILURES, address, response);
    }

    /**
     * Counts one request, and says in the response's headers how many are left.
     *
     * @throws TooManyRequestsException when none is left
     */
    void take(Rule rule, String who, HttpServletResponse response) {
        Limit limit = rule.limit(settings);
        ConsumptionProbe probe =
                buckets.get(new Counted(rule, who), key -> bucket(limit)).tryConsumeAndReturnRemaining(1);
        String policy = "\"%s\";q=%d;w=%d"
                .formatted(rule.word, limit.requests(), limit.per().toSeconds());
        String left = "\"%s\";r=%d;t=%d"
                .formatted(rule.word, probe.getRemainingTokens(), seconds(probe.getNanosToWaitForReset()));
        if (probe.isConsumed()) {
            response.setHeader("RateLimit-Policy", policy);
            response.setHeader("RateLimit", left);
            return;
        }
        long wait = Math.max(1, seconds(probe.getNanosToWaitForRefill()));
        HttpHeaders headers = new HttpHeaders();
        headers.set("RateLimit-Policy", policy);
        headers.set("RateLimit", left);
        headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(wait));
        throw new TooManyRequestsException(Failure.of(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "Too many requests",
                        "More than " + limit.requests() + " in " + limit.per().toSeconds() + " seconds; go on in "
                                + wait + (wait == 1 ? " second" : " seconds"))
                .withCode("RATE_LIMITED")
                .withHeaders(headers));
    }

    private Bucket bucket(Limit limit) {
        return Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(limit.requests()).refillGreedy(limit.requests(), limit.per()))
                .withCustomTimePrecision(time)
                .build();
    }

    private static long seconds(long nanos) {
        return (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
    }
}
