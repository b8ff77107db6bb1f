package dev.orgworks.domain.sis;

import dev.orgworks.domain.sis.DecideAgain.Decided;
import dev.orgworks.domain.sis.RowProblem.Code;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Settles rows that repeat the id or the login of others. A group, which is the rows that repeat one, may be of any size:
 * it is gone through twice, some thousand rows at a time.
 */
@Component
public class SettleRepeats {

    /** Groups that one transaction settles. */
    private static final int GROUPS = 200;

    private final JdbcClient jdbc;
    private final DecideAgain again;
    private final WriteStage write;

    SettleRepeats(JdbcClient jdbc, DecideAgain again, WriteStage write) {
        this.jdbc = jdbc;
        this.again = again;
        this.write = write;
    }

    /** Groups, each by its first row's number, that are not behind another. */
    public List<Long> idGroups(SisImport subject, @Nullable Long after) {
        return groups(subject, Contest.ID, after);
    }

    /** The same of logins. */
    public List<Long> loginGroups(SisImport subject, @Nullable Long after) {
        return groups(subject, Contest.LOGIN, after);
    }

    /** Rows of one id: all the same, then the first counts and the others are DUPLICATE; else all are REJECTED. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void ids(SisImport subject, List<Long> groups) {
        groups.forEach(first -> settleId(subject, first));
    }

    /** Rows of different ids with one login afterwards: all are REJECTED. Comes when all ids are settled. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void logins(SisImport subject, List<Long> groups) {
        groups.forEach(first -> settleLogin(subject, first));
    }

    private void settleId(SisImport subject, long first) {
        RosterRow counts = again.decide(subject, List.of(first)).get(0).row();
        String saying = DecideRows.saying(counts);
        Set<Boolean> agree = new HashSet<>();
        members(
                subject,
                Contest.ID,
                first,
                rows -> repeats(rows, counts)
                        .forEach(row -> agree.add(DecideRows.saying(row.row()).equals(saying))));
        boolean same = !agree.contains(false);
        members(subject, Contest.ID, first, rows -> {
            List<Position> places = repeats(rows, counts)
                    .filter(row -> !same || row.row().number() != first)
                    .map(row -> row.staged().place())
                    .toList();
            if (same) {
                write.settle(subject.id(), places, RowAction.DUPLICATE, Code.REPEATED_ROW.warning(null));
            } else {
                write.settle(subject.id(), places, RowAction.REJECTED, Code.CONFLICTING_ROWS.error(null));
            }
        });
    }

    /** Those that truly have the id: numbers made of ids may agree where the ids do not. */
    private static Stream<Decided> repeats(List<Decided> rows, RosterRow counts) {
        return rows.stream().filter(row -> Objects.equals(row.row().key(), counts.key()));
    }

    private void settleLogin(SisImport subject, long first) {
        Map<String, String> claimants = new HashMap<>();
        Set<String> contested = new HashSet<>();
        members(subject, Contest.LOGIN, first, rows -> {
            for (Decided row : open(subject, rows)) {
                String login = row.staged().decision().loginKey();
                String key = Objects.requireNonNull(row.row().key());
                if (login != null && !key.equals(claimants.computeIfAbsent(login, any -> key))) {
                    contested.add(login);
                }
            }
        });
        if (contested.isEmpty()) {
            return;
        }
        members(
                subject,
                Contest.LOGIN,
                first,
                rows -> write.settle(
                        subject.id(),
                        open(subject, rows).stream()
                                .filter(row -> contested.contains(
                                        row.staged().decision().loginKey()))
                                .map(row -> row.staged().place())
                                .toList(),
                        RowAction.REJECTED,
                        Code.CONFLICTING_LOGINS.error(null)));
    }

    /** Those that are neither rejected nor passed over yet. */
    private List<Decided> open(SisImport subject, List<Decided> rows) {
        Set<Long> settled = new HashSet<>(jdbc.sql("""
                        select row_no from sis_stage
                        where import_id = :import and row_no in (:rows) and action in ('REJECTED', 'DUPLICATE')
                        """)
                .param("import", subject.id())
                .param("rows", rows.stream().map(row -> row.row().number()).toList())
                .query(Long.class)
                .list());
        return rows.stream()
                .filter(row -> !settled.contains(row.row().number()))
                .toList();
    }

    private List<Long> groups(SisImport subject, Contest kind, @Nullable Long after) {
        return jdbc.sql("""
                        select distinct another_row from sis_contest
                        where import_id = :import and kind = :kind and another_row > :after
                        order by another_row limit :limit
                        """)
                .param("import", subject.id())
                .param("kind", kind.name())
                .param("after", after == null ? 0 : after)
                .param("limit", GROUPS)
                .query(Long.class)
                .list();
    }

    /** Hands over the rows of a group, some at a time, the first one first. */
    private void members(SisImport subject, Contest kind, long first, Consumer<List<Decided>> each) {
        each.accept(again.decide(subject, List.of(first)));
        long after = first;
        List<Long> page;
        do {
            page = jdbc.sql("""
                            select row_no from sis_contest
                            where import_id = :import and kind = :kind and another_row = :first and row_no > :after
                            order by row_no limit :limit
                            """)
                    .param("import", subject.id())
                    .param("kind", kind.name())
                    .param("first", first)
                    .param("after", after)
                    .param("limit", DecideAgain.ROWS)
                    .query(Long.class)
                    .list();
            if (!page.isEmpty()) {
                each.accept(again.decide(subject, page));
                after = page.get(page.size() - 1);
            }
        } while (page.size() == DecideAgain.ROWS);
    }
}
