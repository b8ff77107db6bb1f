package dev.orgworks.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventContentTest {

    private static final EventContent EVENT = new EventContent(
            7L,
            Instant.parse("2026-02-28T12:00:00.000001Z"),
            "token:Registrar",
            "learner.edited",
            "learner",
            "12",
            null,
            "{\"firstName\":\"Zoë\"}",
            "r1",
            "");

    /**
     * Computed apart, by Python's hashlib from the description in docs/RATIONALE.md: who keeps hashes elsewhere must be able to
     * make them again in later releases.
     */
    @Test
    void theHashIsTheOneThatTheDocumentsDescribe() {
        assertThat(EVENT.hash(3, EventContent.NONE))
                .isEqualTo("97d0140e62283f2286d3ead7480315b1e4727469dce88adb7344615cd17ad0dd");
    }

    @Test
    void wordsDoNotMoveFromColumnToColumnUnseen() {
        EventContent moved = new EventContent(
                7L,
                EVENT.at(),
                "token:Registrarl",
                "earner.edited",
                "learner",
                "12",
                null,
                "{\"firstName\":\"Zoë\"}",
                "r1",
                "");
        assertThat(moved.hash(3, EventContent.NONE)).isNotEqualTo(EVENT.hash(3, EventContent.NONE));
        assertThat(EVENT.hash(4, EventContent.NONE)).isNotEqualTo(EVENT.hash(3, EventContent.NONE));
    }
}
