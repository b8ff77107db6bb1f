package dev.orgworks.domain.licenses;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The edges of a pool's states: an instant at which one ends belongs to the next. */
class PoolStateTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // now, expiry, days of grace, state, next change
                "2026-03-01T00:00:00Z, -, 0, ACTIVE, -",
                "2026-03-01T00:00:00Z, -, 14, ACTIVE, -",
                "2026-02-28T23:59:59.999999Z, 2026-03-01T00:00:00Z, 0, ACTIVE, 2026-03-01T00:00:00Z",
                "2026-03-01T00:00:00Z, 2026-03-01T00:00:00Z, 0, EXPIRED, -",
                "2026-02-28T23:59:59.999999Z, 2026-03-01T00:00:00Z, 14, ACTIVE, 2026-03-01T00:00:00Z",
                "2026-03-01T00:00:00Z, 2026-03-01T00:00:00Z, 14, GRACE, 2026-03-15T00:00:00Z",
                "2026-03-14T23:59:59.999999Z, 2026-03-01T00:00:00Z, 14, GRACE, 2026-03-15T00:00:00Z",
                "2026-03-15T00:00:00Z, 2026-03-01T00:00:00Z, 14, EXPIRED, -",
                "2036-03-15T00:00:00Z, 2026-03-01T00:00:00Z, 365, EXPIRED, -",
                // clocks in the organization's zone may change within a grace: its days are of 24 hours
                "2026-03-29T11:59:59Z, 2026-03-28T12:00:00Z, 1, GRACE, 2026-03-29T12:00:00Z",
                "2026-03-29T12:00:00Z, 2026-03-28T12:00:00Z, 1, EXPIRED, -"
            })
    void aPoolsStateFollowsFromTheClock(
            Instant now, @Nullable Instant expiresAt, int graceDays, PoolState state, @Nullable Instant changes) {
        assertThat(PoolState.at(now, expiresAt, graceDays)).isEqualTo(state);
        assertThat(PoolState.changes(now, expiresAt, graceDays).orElse(null)).isEqualTo(changes);
    }
}
