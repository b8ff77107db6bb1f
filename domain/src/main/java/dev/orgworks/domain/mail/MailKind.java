package dev.orgworks.domain.mail;

import java.util.Locale;
import java.util.Set;

/** The letters there are. Each has two templates, and needs a few things to be filled in. */
public enum MailKind {

    /** Somebody is asked to join; may have a {@code message}. */
    INVITE("organization inviter role link expiresAt"),

    /** A seat was given to somebody. */
    LICENSE_CLAIMED("organization product"),

    /** A seat became free for somebody on the waitlist. */
    LICENSE_OFFER("organization product link expiresAt"),

    /** A seat that its holder does not use will be reclaimed. */
    LICENSE_IDLE_WARNING("organization product reclaimAt"),

    /** A seat that its holder did not use was reclaimed. */
    LICENSE_RECLAIMED("organization product undoUntil"),

    /** For administrators: a pool expires, has expired, or its grace is over. */
    LICENSE_POOL_STATE("organization product state expiresAt graceUntil"),

    /** For administrators: so much of a budget of the support desk is spent. */
    BUDGET_THRESHOLD("organization budget percentage spent limit remaining beginsAt endsAt"),

    /** A rule of the support desk decided about something; may have a {@code message}. */
    DESK_DECISION("rule subject about"),

    /** For administrators: a webhook is disabled, since it cannot be told anything. */
    WEBHOOK_DISABLED("organization url reason"),

    /** A report that somebody has scheduled for others is there: a {@code link}, or the file itself. */
    REPORT_READY("organization report asOfAt fileName rows"),

    /** For administrators: a scheduled report failed. */
    REPORT_FAILED("organization report error job"),

    /** For administrators: a scheduled report has not begun in time. */
    REPORT_LATE("organization report scheduledAt minutes job");

    private final String needed;

    MailKind(String needed) {
        this.needed = needed;
    }

    /** What a letter of this kind has to say; a value may be null where there is none, such as a pool's end. */
    Set<String> needed() {
        return Set.of(needed.split(" ", -1));
    }

    /** The name of its templates, without what stands behind the dot. */
    String template() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
