package dev.orgworks.domain.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.jobs.Cadence;
import dev.orgworks.domain.jobs.Cadence.Every;
import dev.orgworks.domain.jobs.Cron;
import dev.orgworks.domain.jobs.NextRuns;
import dev.orgworks.domain.jobs.Rhythm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which days a report is about: the cases are {@code reports/ranges.tsv}. */
class ReportRangesTest {

    private static final Instant NOON = Instant.parse("2026-03-11T12:00:00Z");
    private static final ZoneId UTC = ZoneId.of("UTC");

    @ParameterizedTest(name = "{3} of {1} at {2} in {0} {6}")
    @MethodSource("ranges")
    void a_range_is_days(String zone, String rhythm, String at, String range, String from, String to, String why) {
        ZoneId where = ZoneId.of(zone);
        NextRuns runs = rhythm.equals("-") ? null : new NextRuns(rhythm(rhythm), where);

        assertThat(ReportRanges.resolved(Map.of("range", range, "status", "ACTIVE"), where, Instant.parse(at), runs))
                .as(why)
                .isEqualTo(Map.of("from", from, "to", to, "status", "ACTIVE"));
    }

    @Test
    void another_zone_than_the_schedules_counts_its_own_days() {
        NextRuns runs = new NextRuns(rhythm("DAILY 23:30"), ZoneId.of("America/New_York"));

        assertThat(ReportRanges.resolved(
                        Map.of("range", "yesterday"), UTC, Instant.parse("2026-03-12T03:30:00Z"), runs))
                .containsEntry("from", "2026-03-11");
    }

    @Test
    void filters_without_a_range_stay() {
        assertThat(ReportRanges.resolved(Map.of("from", "2026-01-01"), UTC, NOON, null))
                .isEqualTo(Map.of("from", "2026-01-01"));
    }

    @Test
    void what_is_no_range_is_refused_and_so_are_days_besides() {
        assertThatThrownBy(() -> ReportRanges.resolved(Map.of("range", "tomorrow"), UTC, NOON, null))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("yesterday, last7days, last30days, lastWeek, lastMonth, lastQuarter");
        assertThatThrownBy(() -> ReportRanges.resolved(Map.of("range", 7), UTC, NOON, null))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(
                        () -> ReportRanges.resolved(Map.of("range", "yesterday", "to", "2026-01-01"), UTC, NOON, null))
                .hasMessageContaining("not both");
    }

    static Stream<Object[]> ranges() {
        try (InputStream in =
                Objects.requireNonNull(ReportRangesTest.class.getResourceAsStream("/reports/ranges.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().skip(1).map(line -> (Object[]) line.split("\t", -1)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rhythm rhythm(String text) {
        String[] words = text.split(" ", -1);
        if (Arrays.stream(Every.values()).noneMatch(every -> every.name().equals(words[0]))) {
            return Cron.parse(text);
        }
        Every every = Every.valueOf(words[0]);
        LocalTime at = LocalTime.parse(words[1]);
        return switch (every) {
            case DAILY -> new Cadence(every, at, null, null, null);
            case WEEKLY -> new Cadence(every, at, DayOfWeek.valueOf(words[2]), null, null);
            case MONTHLY, QUARTERLY -> new Cadence(every, at, null, Integer.valueOf(words[2]), null);
        };
    }
}
