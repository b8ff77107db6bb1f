package dev.orgworks.api.proof;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Two rosters: one that makes a population, and one that finds everything in it that an import can find. The same size
 * always gives the same bytes.
 */
final class ChaosRosters {

    /** Learners come in groups, in which each has its part. */
    static final long GROUP = 20;

    private static final NamePools POOLS = new NamePools();

    /** What becomes of a row of the second roster. */
    private enum Part {
        UNCHANGED,
        UPDATED,
        SUSPENDED,
        REJECTED,
        DUPLICATE,
        CREATED,
        ABSENT
    }

    private final long learners;
    private final long added;
    private final long repeated;

    /** @param learners of the population; rounded up to an even number of groups */
    ChaosRosters(long learners) {
        this.learners = (learners + 2 * GROUP - 1) / (2 * GROUP) * 2 * GROUP;
        this.added = this.learners / 4;
        this.repeated = this.learners / GROUP;
    }

    /** Writes the roster of the population. */
    Path population(Path file) {
        return WriteRoster.write(
                file, "\n", LongStream.range(0, learners), n -> POOLS.person(n).row());
    }

    /**
     * Writes the second roster: of each group some rows are unchanged, changed, with the login of a learner far away who
     * has theirs, without a login, told twice, and missing; a fourth as many are new, some of those under one id. All well
     * shuffled.
     */
    Path next(Path file) {
        return WriteRoster.write(
                file,
                "\n",
                places().filter(n -> part(n) != Part.ABSENT),
                n -> person(n).row());
    }

    /** The counts that an import of the second roster has, by their names in the API. */
    Map<String, Long> outcomes() {
        Map<Part, Long> parts = new EnumMap<>(Part.class);
        places().forEach(n -> parts.merge(part(n), 1L, Long::sum));
        parts.remove(Part.ABSENT);
        return parts.entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        entry -> entry.getKey().name().toLowerCase(Locale.ROOT), Map.Entry::getValue));
    }

    /** The rows' numbers in their order: the population's, then the added ones', then the repeated ones'. */
    private LongStream places() {
        long all = learners + added + repeated;
        long stride = all / 3 + 1;
        while (greatestCommonDivisor(all, stride) != 1) {
            stride++;
        }
        long step = stride;
        return LongStream.range(0, all).map(place -> place * step % all);
    }

    private Part part(long n) {
        if (n >= learners + added) {
            return Part.DUPLICATE;
        }
        if (n >= learners) {
            return (n - learners) % 100 >= 98 ? Part.REJECTED : Part.CREATED;
        }
        if (n % (GROUP * 100) == 0) {
            return Part.SUSPENDED;
        }
        long place = n % GROUP;
        if (place < 9) {
            return Part.UNCHANGED;
        }
        return place < 18 ? Part.UPDATED : place == 18 ? Part.REJECTED : Part.ABSENT;
    }

    private Person person(long n) {
        if (n >= learners + added) {
            return POOLS.person((n - learners - added) * GROUP + 17).changed();
        }
        Person person = POOLS.person(n);
        return switch (part(n)) {
            case SUSPENDED -> person.withStatus("suspended");
            case UPDATED ->
                n % GROUP == 15
                        ? person.withLogin(
                                POOLS.person((n + learners / 2) % learners).login())
                        : person.changed();
            case REJECTED ->
                n < learners
                        ? person.withLogin("")
                        : person.withId(POOLS.person(n / 2 * 2).id());
            default -> person;
        };
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
