package dev.orgworks.domain.sis;

import dev.orgworks.domain.sis.WriteStage.ContestRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds out once more what rows do, by what the upload says and the learners are now. */
@Component
class DecideAgain {

    /** Rows held in memory at a time. */
    static final int ROWS = 5_000;

    /** A row, with what it does and what it says. */
    record Decided(RosterRow row, StagedRow staged) {}

    private final JdbcClient jdbc;
    private final Uploads uploads;
    private final LiveLearners learners;
    private final WriteStage write;

    DecideAgain(JdbcClient jdbc, Uploads uploads, LiveLearners learners, WriteStage write) {
        this.jdbc = jdbc;
        this.uploads = uploads;
        this.learners = learners;
        this.write = write;
    }

    /** What rows of these ascending numbers do now. Rows that are rejected for themselves are left out. */
    List<Decided> decide(SisImport subject, List<Long> numbers) {
        return decide(subject, numbers, learners::byKey);
    }

    /**
     * Stages rows of these ascending numbers anew, under locks of their learners, with their contests over logins. Who
     * takes a login that another learner has is left to {@link SettleLogins}.
     */
    void stageAgain(SisImport subject, List<Long> numbers) {
        List<Decided> decided = decide(subject, numbers, learners::lockByKey);
        List<String> taken = decided.stream()
                .map(row -> row.staged().decision().takes())
                .filter(Objects::nonNull)
                .toList();
        Map<String, Long> holders = learners.holders(subject.organizationId(), taken);
        List<ContestRow> contests = new ArrayList<>();
        List<PlacedProblem> problems = new ArrayList<>();
        for (Decided row : decided) {
            String takes = row.staged().decision().takes();
            contests.addAll(
                    WriteStage.contests(row.staged(), row.row().loginKey(), takes == null ? null : holders.get(takes)));
            RowProblem.Code refusal = row.staged().decision().refusal();
            if (refusal != null) {
                problems.add(new PlacedProblem(row.staged().place(), refusal.error(null)));
            }
        }
        write.settle(subject.id(), decided.stream().map(Decided::staged).toList(), problems);
        write.contests(subject.id(), contests);
    }

    private List<Decided> decide(
            SisImport subject,
            List<Long> numbers,
            BiFunction<Long, Collection<String>, Map<String, LiveLearner>> lookUp) {
        List<RosterRow> rows = new ArrayList<>(numbers.size());
        try (var again = new RowsAgain(jdbc, uploads, subject)) {
            for (long number : numbers) {
                RosterRow row = again.row(number);
                if (!row.rejected()) {
                    rows.add(row);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, LiveLearner> live = lookUp.apply(
                subject.organizationId(),
                rows.stream().map(RosterRow::key).filter(Objects::nonNull).toList());
        var rule = new DecideRows(subject);
        return rows.stream()
                .map(row -> new Decided(row, new StagedRow(row, rule.decide(row, live.get(row.key())))))
                .toList();
    }
}
