package dev.orgworks.domain.sis;

import dev.orgworks.domain.sis.RowProblem.Code;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds new ids that are those of learners but for zeros in front, which spreadsheets strip. */
@Component
class FindNearMatches {

    /** The most zeros that are looked for. */
    private static final int ZEROS = 6;

    private final LiveLearners learners;

    FindNearMatches(LiveLearners learners) {
        this.learners = learners;
    }

    /** A warning for each row that creates a learner whose id with zeros in front is another learner's. */
    List<PlacedProblem> of(long organizationId, List<StagedRow> rows) {
        List<StagedRow> numeric = rows.stream()
                .filter(row -> row.decision().action() == RowAction.CREATE && digits(row.key()))
                .toList();
        Collection<String> padded = new ArrayList<>();
        for (StagedRow row : numeric) {
            padded(String.valueOf(row.key())).forEach(padded::add);
        }
        Collection<String> existing = new HashSet<>(learners.existing(organizationId, padded));
        List<PlacedProblem> warnings = new ArrayList<>();
        for (StagedRow row : numeric) {
            if (padded(String.valueOf(row.key())).anyMatch(existing::contains)) {
                warnings.add(new PlacedProblem(row.place(), Code.LEADING_ZEROS.warning(null)));
            }
        }
        return warnings;
    }

    private static Stream<String> padded(String id) {
        return IntStream.rangeClosed(1, ZEROS).mapToObj(zeros -> "0".repeat(zeros) + id);
    }

    private static boolean digits(@Nullable String id) {
        return id != null && !id.isEmpty() && id.charAt(0) != '0' && id.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
