package dev.orgworks.jobs.reports;

import dev.orgworks.domain.activity.ActivityKind;
import dev.orgworks.domain.activity.ToldActivity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What facts come to, told one by one. */
final class Expected {

    private final School.Tenant tenant;
    private final TreeMap<Instant, LocalDate> midnights = new TreeMap<>();

    Expected(School.Tenant tenant, LocalDate from, LocalDate to) {
        this.tenant = tenant;
        for (LocalDate day = from; !day.isAfter(to.plusDays(1)); day = day.plusDays(1)) {
            Instant begins = day.atStartOfDay(tenant.zone).toInstant();
            // a day that the zone skipped begins when the next one does
            midnights.put(begins, day);
        }
    }

    private LocalDate day(Instant at) {
        return midnights.floorEntry(at).getValue();
    }

    /** Events of each kind, by day. */
    Map<LocalDate, Map<ActivityKind, Long>> days() {
        Map<LocalDate, Map<ActivityKind, Long>> days = new TreeMap<>();
        for (ToldActivity event : tenant.told) {
            days.computeIfAbsent(day(event.at()), day -> new EnumMap<>(ActivityKind.class))
                    .merge(event.kind(), 1L, Long::sum);
        }
        return days;
    }

    @Nullable
    BigDecimal quizScore() {
        List<BigDecimal> scores = tenant.told.stream()
                .filter(event -> event.kind() == ActivityKind.QUIZ)
                .map(event -> Objects.requireNonNull(event.value()))
                .toList();
        return scores.isEmpty() ? null : mean(scores);
    }

    BigDecimal lessonMinutes() {
        return tenant.told.stream()
                .filter(event -> event.kind() == ActivityKind.LESSON_COMPLETED && event.value() != null)
                .map(event -> Objects.requireNonNull(event.value()))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(2, RoundingMode.HALF_UP);
    }

    /** Of each learner: events, progress and the last activity. */
    Map<Long, String> learners() {
        Map<Long, List<ToldActivity>> byLearner = tenant.told.stream()
                .collect(Collectors.groupingBy(
                        event -> Objects.requireNonNull(event.learner().id())));
        Map<Long, String> learners = new HashMap<>();
        for (long learner : tenant.learners) {
            List<ToldActivity> events = byLearner.getOrDefault(learner, List.of());
            Map<String, ToldActivity> latest = new HashMap<>();
            for (ToldActivity event : events) {
                if (event.kind() == ActivityKind.PROGRESS) {
                    latest.merge(
                            String.valueOf(event.course()),
                            event,
                            (one, other) -> other.at().isBefore(one.at()) ? one : other);
                }
            }
            List<BigDecimal> progress = new ArrayList<>();
            latest.values().forEach(event -> progress.add(Objects.requireNonNull(event.value())));
            learners.put(
                    learner,
                    told(
                            events.size(),
                            progress.isEmpty() ? null : mean(progress),
                            events.stream()
                                    .map(ToldActivity::at)
                                    .max(Comparator.naturalOrder())
                                    .orElse(null)));
        }
        return learners;
    }

    static String told(long events, @Nullable BigDecimal progress, @Nullable Instant last) {
        return events + " events, " + progress + " %, last " + last;
    }

    private static BigDecimal mean(List<BigDecimal> values) {
        return values.stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(values.size()), 2, RoundingMode.HALF_UP);
    }
}
