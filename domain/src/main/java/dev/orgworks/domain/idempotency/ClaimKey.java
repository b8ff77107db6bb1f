package dev.orgworks.domain.idempotency;

import dev.orgworks.domain.idempotency.OnceKey.Life;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Claims a key, each step in a short transaction of its own: of many calls at once the insert lets one through. */
@Component
@EnableConfigurationProperties(IdempotencySettings.class)
class ClaimKey {

    /** A key is given back, or runs out, between two looks at most this often. */
    private static final int LOOKS = 5;

    private static final int COLUMN = 255;

    private final JdbcClient jdbc;
    private final TransactionTemplate own;
    private final JsonMapper json;
    private final IdempotencySettings settings;
    private final InstantSource clock;

    ClaimKey(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            JsonMapper json,
            IdempotencySettings settings,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.json = json;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A claimed key.
     *
     * @param attempt the number under which the claim may be answered or given back
     * @param answer what was answered before; null: the work is to be done
     */
    record Claim(int attempt, @Nullable KeptAnswer answer) {}

    private record Row(
            Map<String, String> body,
            int attempt,
            @Nullable Instant expiresAt,
            @Nullable KeptAnswer answer) {}

    /**
     * Claims a key, or finds what was answered under it.
     *
     * @throws KeyReusedException when it stands for another request
     * @throws KeyInFlightException when another call has it
     */
    Claim claim(OnceKey key, AskedBody asked) {
        Map<String, String> body = asked.hashes(key);
        for (int look = 0; look < LOOKS; look++) {
            Optional<Claim> claim = inserted(key, body).or(() -> found(key, body));
            if (claim.isPresent()) {
                return claim.get();
            }
        }
        throw new KeyInFlightException();
    }

    private Optional<Claim> inserted(OnceKey key, Map<String, String> body) {
        Instant now = clock.instant();
        try {
            return inOwn(() -> {
                jdbc.sql("""
                                insert into idempotency_key (id, scope, method, route, body, attempt, locked_until, created_at, expires_at)
                                values (:id, :scope, :method, :route, :body, 1, :lockedUntil, :now, :expiresAt)
                                """)
                        .param("id", key.hash())
                        .param("scope", shortened(key.scope()))
                        .param("method", key.method())
                        .param("route", shortened(key.route()))
                        .param("body", json.writeValueAsString(body))
                        .param("lockedUntil", Timestamp.from(now.plus(settings.lease())))
                        .param("now", Timestamp.from(now))
                        .param(
                                "expiresAt",
                                key.life() == Life.ORDER ? null : Timestamp.from(now.plus(settings.retention())))
                        .update();
                return Optional.of(new Claim(1, null));
            });
        } catch (DuplicateKeyException | PessimisticLockingFailureException e) {
            return Optional.empty();
        }
    }

    /** Empty when the key became free: it ran out, or its call gave it back. */
    private Optional<Claim> found(OnceKey key, Map<String, String> body) {
        Instant now = clock.instant();
        byte[] id = key.hash();
        return inOwn(() -> {
            Optional<Row> found = jdbc.sql("select * from idempotency_key where id = :id")
                    .param("id", id)
                    .query((rs, rowNumber) -> row(key, rs))
                    .optional();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Row row = found.get();
            if (row.expiresAt() != null && !now.isBefore(row.expiresAt())) {
                jdbc.sql("delete from idempotency_key where id = :id and expires_at <= :now")
                        .param("id", id)
                        .param("now", Timestamp.from(now))
                        .update();
                return Optional.empty();
            }
            SortedSet<String> differing = AskedBody.differing(row.body(), body);
            if (!differing.isEmpty()) {
                throw new KeyReusedException(differing);
            }
            return Optional.of(row.answer() == null ? takenOver(id, row, now) : new Claim(row.attempt(), row.answer()));
        });
    }

    private Claim takenOver(byte[] id, Row row, Instant now) {
        int taken = jdbc.sql("""
                        update idempotency_key set attempt = attempt + 1, locked_until = :lockedUntil
                        where id = :id and attempt = :attempt and answered_at is null and locked_until <= :now
                        """)
                .param("id", id)
                .param("attempt", row.attempt())
                .param("lockedUntil", Timestamp.from(now.plus(settings.lease())))
                .param("now", Timestamp.from(now))
                .update();
        if (taken == 0) {
            throw new KeyInFlightException();
        }
        return new Claim(row.attempt() + 1, null);
    }

    /** Keeps the answer in the transaction of the work; false when another call has taken over meanwhile. */
    boolean answered(OnceKey key, Claim claim, KeptAnswer answer) {
        return jdbc.sql("""
                        update idempotency_key set answer = :answer, answered_at = :now
                        where id = :id and attempt = :attempt and answered_at is null
                        """)
                        .param("answer", new Seal(key).sealed(json.writeValueAsBytes(answer)))
                        .param("now", Timestamp.from(clock.instant()))
                        .param("id", key.hash())
                        .param("attempt", claim.attempt())
                        .update()
                == 1;
    }

    /** Gives the key back, since nothing was done under it. */
    void release(OnceKey key, Claim claim) {
        inOwn(() -> jdbc.sql(
                        "delete from idempotency_key where id = :id and attempt = :attempt and answered_at is null")
                .param("id", key.hash())
                .param("attempt", claim.attempt())
                .update());
    }

    private Row row(OnceKey key, ResultSet rs) throws SQLException {
        byte[] answer = rs.getBytes("answer");
        Timestamp expires = rs.getTimestamp("expires_at");
        return new Row(
                json.readValue(rs.getString("body"), new TypeReference<Map<String, String>>() {}),
                rs.getInt("attempt"),
                expires == null ? null : expires.toInstant(),
                answer == null ? null : json.readValue(new Seal(key).opened(answer), KeptAnswer.class));
    }

    private <T> T inOwn(Supplier<T> step) {
        return Objects.requireNonNull(own.execute(status -> step.get()));
    }

    /** For people only: the hash tells keys apart. */
    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= COLUMN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, COLUMN));
    }
}
