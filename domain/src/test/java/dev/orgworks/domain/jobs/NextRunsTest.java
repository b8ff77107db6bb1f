package dev.orgworks.domain.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.jobs.Cadence.Every;
import dev.orgworks.domain.jobs.NextRun.Shift;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a schedule runs where the clock is put forward and back: the cases are {@code jobs/next-runs.tsv}. */
class NextRunsTest {

    static Stream<String[]> nextRuns() {
        return table("next-runs.tsv");
    }

    static Stream<String[]> wrongCrons() {
        return table("wrong-crons.tsv");
    }

    @ParameterizedTest(name = "{0} {1} after {2} {4}")
    @MethodSource("nextRuns")
    void a_rhythm_runs_when_the_rule_says(String zone, String rhythm, String after, String runs, String why) {
        List<String> expected = List.of(runs.split(" ", -1));

        List<NextRun> found =
                new NextRuns(rhythm(rhythm), ZoneId.of(zone)).after(Instant.parse(after), expected.size());

        assertThat(found)
                .as(why)
                .extracting(run -> run.local() + (run.shift() == Shift.NONE ? "" : "/" + run.shift()))
                .isEqualTo(expected);
        assertThat(found).allSatisfy(run -> assertThat(run.note() == null).isEqualTo(run.shift() == Shift.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/New_York", "Europe/Berlin", "Pacific/Apia", "Asia/Kathmandu", "UTC"})
    void every_hour_is_every_hour_the_whole_year_long(String zone) {
        var hourly = new NextRuns(Cron.parse("45 * * * *"), ZoneId.of(zone));

        List<NextRun> runs = hourly.after(Instant.parse("2026-01-01T00:00:00Z"), 365 * 24);

        for (int i = 1; i < runs.size(); i++) {
            assertThat(Duration.between(runs.get(i - 1).at(), runs.get(i).at()))
                    .as("%s", runs.get(i))
                    .isEqualTo(Duration.ofHours(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca"})
    void a_daily_run_comes_once_on_each_day_of_the_year(String zone) {
        for (String at : List.of("00:00", "01:30", "02:00", "02:15", "02:30", "03:00", "23:59")) {
            List<NextRun> runs = new NextRuns(rhythm("DAILY " + at), ZoneId.of(zone))
                    .after(
                            Instant.parse("2026-01-01T00:00:00Z")
                                    .atZone(ZoneId.of("UTC"))
                                    .withZoneSameLocal(ZoneId.of(zone))
                                    .toInstant()
                                    .minusNanos(1),
                            365);

            assertThat(runs.stream().map(run -> run.local().toLocalDate()).distinct())
                    .as("%s in %s", at, zone)
                    .hasSize(365);
            assertThat(runs.get(364).local().getYear()).isEqualTo(2026);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongCrons")
    void a_wrong_cron_says_which_field_is_wrong(String cron, String says) {
        assertThatThrownBy(() -> Cron.parse(cron))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(says);
    }

    @Test
    void a_cadence_says_what_is_missing_and_what_is_too_much() {
        LocalTime noon = LocalTime.NOON;

        assertThatThrownBy(() -> new Cadence(Every.WEEKLY, noon, null, null, null))
                .hasMessageContaining("cadence.weekday is needed");
        assertThatThrownBy(() -> new Cadence(Every.DAILY, noon, DayOfWeek.MONDAY, null, null))
                .hasMessageContaining("cadence.weekday says nothing for DAILY");
        assertThatThrownBy(() -> new Cadence(Every.MONTHLY, noon, null, null, null))
                .hasMessageContaining("cadence.dayOfMonth is needed");
        assertThatThrownBy(() -> new Cadence(Every.MONTHLY, noon, null, 32, null))
                .hasMessageContaining("from 1 to 31");
        assertThatThrownBy(() -> new Cadence(Every.QUARTERLY, noon, null, 1, 4)).hasMessageContaining("from 1 to 3");
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
            case MONTHLY -> new Cadence(every, at, null, Integer.valueOf(words[2]), null);
            case QUARTERLY ->
                new Cadence(
                        every,
                        at,
                        null,
                        Integer.valueOf(words[2]),
                        words.length > 3 ? Integer.valueOf(words[3]) : null);
        };
    }

    private static Stream<String[]> table(String name) {
        try {
            return Files.readAllLines(Path.of(Objects.requireNonNull(NextRunsTest.class.getResource("/jobs/" + name))
                            .toURI()))
                    .stream()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .collect(Collectors.toList())
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
