package dev.orgworks.domain.reports;

import dev.orgworks.domain.activity.ActivityKind;
import dev.orgworks.domain.learners.LearnerStatus;
import dev.orgworks.domain.sis.ImportState;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An organization's figures: how things stand, and what happened in a range of its local days. Made of rollups alone; what changed
 * since {@code asOf} is not in it, except that activity may be newer.
 *
 * @param asOf when it was counted how things stand; null: never, and all figures but activity are 0
 * @param timeZone whose days they are: those of the organization when it was rolled up last
 * @param from the first day
 * @param to the last day
 * @param period what the series is made of
 * @param series every period of the range in the order of time, also where nothing happened; the first and the last one are cut to the range
 */
public record Summary(
        long organizationId,
        @Nullable Instant asOf,
        ZoneId timeZone,
        LocalDate from,
        LocalDate to,
        SummaryPeriod period,
        Learners learners,
        Seats seats,
        Invites invites,
        Imports imports,
        Claims claims,
        Activity activity,
        List<Point> series) {

    public Summary {
        series = List.copyOf(series);
    }

    /**
     * Learners.
     *
     * @param total all but the removed ones
     * @param byStatus each status; removed ones too
     * @param activeLast30Days those of whom there is activity in the thirty days before {@code asOf}
     * @param joined learners who came in the range, whatever became of them
     */
    public record Learners(long total, Map<LearnerStatus, Long> byStatus, long activeLast30Days, long joined) {

        public Learners {
            byStatus = Collections.unmodifiableMap(new TreeMap<>(byStatus));
        }
    }

    /**
     * Seats of all pools.
     *
     * @param used that somebody holds
     * @param idle of these, active ones that nobody used for the pool's {@code idleDays}, or for 30 days where it has none
     * @param byProduct the same by product, in its order
     */
    public record Seats(long total, long used, long idle, List<Product> byProduct) {

        public Seats {
            byProduct = List.copyOf(byProduct);
        }
    }

    /** Seats of a product. */
    public record Product(String product, long total, long used, long idle) {}

    /**
     * Invites; those that ended are counted for as long as they are kept.
     *
     * @param sent made in the range
     * @param accepted in the range, as {@code expired}, {@code revoked} and {@code bounced}
     * @param open whose links can be followed now
     */
    public record Invites(long sent, long accepted, long expired, long revoked, long bounced, long open) {}

    /**
     * Imports that ended in the range, or began in it and have not ended.
     *
     * @param byOutcome how many there are of each state that any has
     * @param rowsCreated learners whom completed ones created; the same for the others
     */
    public record Imports(
            long total,
            Map<ImportState, Long> byOutcome,
            long rowsCreated,
            long rowsUpdated,
            long rowsSuspended,
            long rowsRemoved) {

        public Imports {
            byOutcome = Collections.unmodifiableMap(new TreeMap<>(byOutcome));
        }
    }

    /**
     * Claims of seats with tokens.
     *
     * @param made in the range
     * @param waiting places in the waitlists now
     */
    public record Claims(long made, long waiting) {}

    /**
     * Activity of learners in the range.
     *
     * @param events of all kinds
     * @param byKind of each kind
     * @param lessonMinutes the minutes that finished lessons say they took
     * @param quizScore the mean of the quizzes' scores, percent of two places; null: there were none
     */
    public record Activity(
            long events,
            Map<ActivityKind, Long> byKind,
            BigDecimal lessonMinutes,
            @Nullable BigDecimal quizScore) {

        public Activity {
            byKind = Collections.unmodifiableMap(new TreeMap<>(byKind));
        }
    }

    /**
     * What happened in a period; each field counts what the one of its name above does.
     *
     * @param startsOn its first day in the range
     * @param endsOn its last day in the range
     * @param activity events of each kind
     */
    public record Point(
            LocalDate startsOn,
            LocalDate endsOn,
            Map<ActivityKind, Long> activity,
            long joined,
            long invitesSent,
            long invitesAccepted,
            long imports,
            long claims) {

        public Point {
            activity = Collections.unmodifiableMap(new TreeMap<>(activity));
        }
    }
}
