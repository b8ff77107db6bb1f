package dev.orgworks.api.http;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often things may be asked for, each node counting for itself. What is not used up comes back little by little.
 *
 * @param creations requests that create, by caller; default 600 a minute
 * @param signIns attempts to sign in, by address; default 60 a minute
 * @param signInsOfAccount attempts to sign in to one account, from wherever; default 10 in 5 minutes
 * @param tokenFailures tokens that open nothing, by address; default 120 a minute
 * @param invites links of invites that are followed, by address; default 300 a minute
 * @param claims requests of people with a link or a code and nothing else, by address; default 300 a minute, which a school behind
 *     one address needs when a class begins
 * @param remembered callers, accounts and addresses that are counted at once; default 100,000
 */
@ConfigurationProperties("orgworks.rate-limits")
record RateLimitSettings(
        @DefaultValue Creations creations,
        @DefaultValue SignIns signIns,
        @DefaultValue SignInsOfAccount signInsOfAccount,
        @DefaultValue TokenFailures tokenFailures,
        @DefaultValue Invites invites,
        @DefaultValue Claims claims,
        @DefaultValue("100000") long remembered) {

    /** So many requests in so much time. */
    sealed interface Limit {

        long requests();

        Duration per();
    }

    record Creations(
            @DefaultValue("600") long requests,
            @DefaultValue("1m") Duration per) implements Limit {}

    record SignIns(
            @DefaultValue("60") long requests,
            @DefaultValue("1m") Duration per) implements Limit {}

    record SignInsOfAccount(
            @DefaultValue("10") long requests,
            @DefaultValue("5m") Duration per) implements Limit {}

    record TokenFailures(
            @DefaultValue("120") long requests,
            @DefaultValue("1m") Duration per) implements Limit {}

    record Invites(
            @DefaultValue("300") long requests,
            @DefaultValue("1m") Duration per) implements Limit {}

    record Claims(
            @DefaultValue("300") long requests,
            @DefaultValue("1m") Duration per) implements Limit {}
}
