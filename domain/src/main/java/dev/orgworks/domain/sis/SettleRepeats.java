package dev.orgworks.domain.sis;

import dev.orgworks.domain.sis.DecideAgain.Decided;
import dev.orgworks.domain.sis.RowProblem.Code;
import dev.orgworks.domain.sis.RowProblem.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private static final int GROUPS = 1_000;

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
        settle(subject, Contest.ID, groups, this::settleId);
    }

    /** Rows of different ids with one login afterwards: all are REJECTED. Comes when all ids are settled. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void logins(SisImport subject, List<Long> groups) {
        settle(subject, Contest.LOGIN, groups, this::settleLogin);
    }

    /** The rows of a group, some at a time, the first one first. */
    private interface Group {

        void forEach(Consumer<List<Decided>> page);
    }

    private interface Settlement {

        void settle(SisImport subject, Group group, Verdicts verdicts);
    }

    /** What is found out, written some thousand rows at a time. */
    private final class Verdicts {

        private final long importId;
        private final Map<RowProblem, List<Position>> places = new LinkedHashMap<>();

        Verdicts(long importId) {
            this.importId = importId;
        }

        void add(RowProblem why, Position place) {
            List<Position> of = places.computeIfAbsent(why, any -> new ArrayList<>());
            of.add(place);
            if (of.size() >= DecideAgain.ROWS) {
                write();
            }
        }

        void write() {
            places.forEach((why, of) -> write.settle(
                    importId, of, why.severity() == Severity.ERROR ? RowAction.REJECTED : RowAction.DUPLICATE, why));
            places.clear();
        }
    }

    /** Reads the rows of all groups in one go; of groups too large for that, one after the other. */
    private void settle(SisImport subject, Contest kind, List<Long> groups, Settlement settlement) {
        var verdicts = new Verdicts(subject.id());
        NavigableMap<Long, List<Long>> members = members(subject, kind, groups);
        long rows = members.values().stream().mapToLong(List::size).sum();
        if (rows > DecideAgain.ROWS) {
            for (long first : groups) {
                settlement.settle(subject, each -> forEach(subject, kind, first, each), verdicts);
                verdicts.write();
            }
            return;
        }
        Map<Long, Decided> decided = new HashMap<>();
        var numbers = new TreeSet<Long>();
        members.values().forEach(numbers::addAll);
        again.decide(subject, List.copyOf(numbers))
                .forEach(row -> decided.put(row.row().number(), row));
        for (List<Long> group : members.values()) {
            List<Decided> page =
                    group.stream().map(decided::get).filter(Objects::nonNull).toList();
            settlement.settle(subject, each -> each.accept(page), verdicts);
        }
        verdicts.write();
    }

    /** The rows of groups by the first one; more than can be read in one go are not all told. */
    private NavigableMap<Long, List<Long>> members(SisImport subject, Contest kind, List<Long> groups) {
        NavigableMap<Long, List<Long>> members = new TreeMap<>();
        groups.forEach(first -> members.put(first, new ArrayList<>(List.of(first))));
        jdbc.sql("""
                        select another_row, row_no from sis_contest
                        where import_id = :import and kind = :kind and another_row in (:groups)
                        order by another_row, row_no limit :limit
                        """)
                .param("import", subject.id())
                .param("kind", kind.name())
                .param("groups", groups)
                .param("limit", DecideAgain.ROWS + 1)
                .query(rs -> {
                    Objects.requireNonNull(members.get(rs.getLong("another_row")))
                            .add(rs.getLong("row_no"));
                });
        return members;
    }

    private void settleId(SisImport subject, Group group, Verdicts verdicts) {
        List<RosterRow> firsts = new ArrayList<>(1);
        Set<String> sayings = new HashSet<>();
        group.forEach(rows -> {
            if (firsts.isEmpty()) {
                firsts.add(rows.get(0).row());
            }
            // two are enough to know
            repeats(rows, firsts.get(0)).forEach(row -> {
                if (sayings.size() < 2) {
                    sayings.add(DecideRows.saying(row.row()));
                }
            });
        });
        RosterRow first = firsts.get(0);
        boolean same = sayings.size() == 1;
        RowProblem why = same ? Code.REPEATED_ROW.warning(null) : Code.CONFLICTING_ROWS.error(null);
        group.forEach(rows -> repeats(rows, first)
                .filter(row -> !same || row.row().number() != first.number())
                .forEach(row -> verdicts.add(why, row.staged().place())));
    }

    /** Those that truly have the id: numbers made of ids may agree where the ids do not. */
    private static Stream<Decided> repeats(List<Decided> rows, RosterRow counts) {
        return rows.stream().filter(row -> Objects.equals(row.row().key(), counts.key()));
    }

    private void settleLogin(SisImport subject, Group group, Verdicts verdicts) {
        Map<String, String> claimants = new HashMap<>();
        Set<String> contested = new HashSet<>();
        group.forEach(rows -> {
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
        RowProblem why = Code.CONFLICTING_LOGINS.error(null);
        group.forEach(rows -> open(subject, rows).stream()
                .filter(row -> contested.contains(row.staged().decision().loginKey()))
                .forEach(row -> verdicts.add(why, row.staged().place())));
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

    private void forEach(SisImport subject, Contest kind, long first, Consumer<List<Decided>> each) {
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
