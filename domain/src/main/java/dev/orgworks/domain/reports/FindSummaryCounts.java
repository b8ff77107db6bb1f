package dev.orgworks.domain.reports;

import dev.orgworks.domain.learners.LearnerStatus;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how things stand in an organization, as it was counted last. */
@Component
class FindSummaryCounts {

    /** Counts by measure, then by subject. */
    record Counts(Map<String, SortedMap<String, Long>> measures) {

        /** Of all subjects together; 0 of what was not counted. */
        long of(String measure) {
            return subjects(measure).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }

        Summary.Learners learners(long joined) {
            Map<LearnerStatus, Long> byStatus = new EnumMap<>(LearnerStatus.class);
            for (LearnerStatus status : LearnerStatus.values()) {
                byStatus.put(status, subjects(SummaryMeasure.LEARNERS).getOrDefault(status.name(), 0L));
            }
            long removed = subjects(SummaryMeasure.LEARNERS).getOrDefault(LearnerStatus.REMOVED.name(), 0L);
            return new Summary.Learners(
                    of(SummaryMeasure.LEARNERS) - removed, byStatus, of(SummaryMeasure.LEARNERS_ACTIVE), joined);
        }

        Summary.Seats seats() {
            List<Summary.Product> products = subjects(SummaryMeasure.SEATS).entrySet().stream()
                    .map(product -> new Summary.Product(
                            product.getKey(),
                            product.getValue(),
                            subjects(SummaryMeasure.SEATS_USED).getOrDefault(product.getKey(), 0L),
                            subjects(SummaryMeasure.SEATS_IDLE).getOrDefault(product.getKey(), 0L)))
                    .toList();
            return new Summary.Seats(
                    of(SummaryMeasure.SEATS), of(SummaryMeasure.SEATS_USED), of(SummaryMeasure.SEATS_IDLE), products);
        }

        private SortedMap<String, Long> subjects(String measure) {
            return measures.getOrDefault(measure, new TreeMap<>());
        }
    }

    private final JdbcClient jdbc;

    FindSummaryCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Counts find(long organizationId) {
        Map<String, SortedMap<String, Long>> measures = new HashMap<>();
        jdbc.sql("select measure, subject, n from summary_count where organization_id = :organization")
                .param("organization", organizationId)
                .query(rs -> {
                    measures.computeIfAbsent(rs.getString("measure"), measure -> new TreeMap<>())
                            .put(rs.getString("subject"), rs.getLong("n"));
                });
        return new Counts(measures);
    }
}
