package dev.orgworks.domain.activity;

import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.activity.ActivityKind.Worth;
import dev.orgworks.domain.learners.LearnerKeys;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What another system tells that a learner did.
 *
 * @param eventId the sender's own name of it: told again, it is the same event; 1 to 255 printable ASCII characters without blanks
 * @param learner whom
 * @param course the sender's name of the course, at most 255 characters; null: of none
 * @param value what the kind says, of at most four decimal places; null: none
 * @param at when it happened: in the last two years, and at most five minutes ahead of this clock
 */
public record ToldActivity(
        String eventId,
        Whom learner,
        ActivityKind kind,
        @Nullable String course,
        @Nullable BigDecimal value,
        Instant at) {

    /** The longest name of an event or a course. */
    private static final int LONGEST = 255;

    private static final int PLACES = 4;
    private static final Pattern EVENT_ID = Pattern.compile("[!-~]{1," + LONGEST + "}");
    private static final BigDecimal MOST_PERCENT = BigDecimal.valueOf(100);
    private static final BigDecimal MOST_MINUTES = BigDecimal.valueOf(100_000);
    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Duration OLDEST = Duration.ofDays(2 * 365);

    /**
     * A learner by one of his names.
     *
     * @param id here; null: the other one is given
     * @param externalId in the roster; null: the other one is given
     */
    public record Whom(@Nullable Long id, @Nullable String externalId) {}

    /** In the form in which it is stored, so that the same told twice is equal. */
    public ToldActivity {
        course = course == null ? null : LearnerKeys.clean(course);
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /** What is wrong with it, whoever it is of. */
    Optional<Detail> wrong(Instant now) {
        if (!EVENT_ID.matcher(eventId).matches()) {
            return wrong("eventId", "INVALID", "eventId must be 1 to 255 printable ASCII characters without blanks");
        }
        if (kind.isOfCourse() && (course == null || course.isEmpty())) {
            return wrong("course", "REQUIRED", kind + " is of a course; say which");
        }
        if (!kind.isOfCourse() && course != null) {
            return wrong("course", "NOT_ALLOWED", kind + " is of no course; leave it out");
        }
        if (course != null && course.length() > LONGEST) {
            return wrong("course", "TOO_LONG", "course must not be longer than " + LONGEST + " characters");
        }
        if (at.isAfter(now.plus(AHEAD))) {
            return wrong("at", "OUT_OF_RANGE", "at is in the future; it may be five minutes ahead at most");
        }
        if (at.isBefore(now.minus(OLDEST))) {
            return wrong("at", "OUT_OF_RANGE", "at is more than two years ago");
        }
        return wrongValue();
    }

    private Optional<Detail> wrongValue() {
        if (value == null) {
            return kind.worth() == Worth.PERCENT
                    ? wrong("value", "REQUIRED", "value must be the percent of a " + kind + ", from 0 to 100")
                    : Optional.empty();
        }
        if (kind.worth() == Worth.NONE) {
            return wrong("value", "NOT_ALLOWED", kind + " has no value; leave it out");
        }
        BigDecimal most = kind.worth() == Worth.PERCENT ? MOST_PERCENT : MOST_MINUTES;
        if (value.signum() < 0 || value.compareTo(most) > 0) {
            return wrong(
                    "value",
                    "OUT_OF_RANGE",
                    "value of a %s must be %s from 0 to %s"
                            .formatted(kind, kind.worth() == Worth.PERCENT ? "percent" : "minutes", most));
        }
        return value.stripTrailingZeros().scale() > PLACES
                ? wrong("value", "INVALID", "value must have at most " + PLACES + " decimal places")
                : Optional.empty();
    }

    private static Optional<Detail> wrong(String field, String code, String message) {
        return Optional.of(new Detail(field, code, message));
    }

    /** The fact that it is, of a learner. */
    Fact fact(long learnerId) {
        return new Fact(
                eventId,
                learnerId,
                kind,
                course,
                value == null ? null : value.setScale(PLACES, RoundingMode.UNNECESSARY),
                at);
    }

    /** What is stored of it; equal to what was stored when it was told before. */
    record Fact(
            String eventId,
            long learnerId,
            ActivityKind kind,
            @Nullable String course,
            @Nullable BigDecimal value,
            Instant at) {}
}
