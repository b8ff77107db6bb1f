package dev.orgworks.scheduler;

import dev.orgworks.domain.mail.FindMail;
import dev.orgworks.domain.mail.FindMail.Standing;
import dev.orgworks.domain.mail.MailState;
import dev.orgworks.domain.organizations.Reach;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** Measures the letters that are not sent when somebody looks; every node measures all, as {@link MeasureQueue} does. */
@Component
class MeasureMail implements MeterBinder {

    /** One look at the database serves all the gauges of a scrape. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final FindMail mail;
    private final InstantSource clock;
    private Standing standing = new Standing(false, Map.of(), null);
    private Instant measuredAt = Instant.MIN;

    MeasureMail(FindMail mail, InstantSource clock) {
        this.mail = mail;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (MailState state : List.of(MailState.QUEUED, MailState.SENDING, MailState.DEAD)) {
            ToDoubleFunction<MeasureMail> count =
                    measure -> measure.look().counts().getOrDefault(state, 0L);
            Gauge.builder("orgworks.mail.letters", this, count)
                    .description("Letters that are not sent, by state")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder("orgworks.mail.oldest.seconds", this, MeasureMail::oldest)
                .description("Since when the letter that waits for longest could have been sent")
                .register(registry);
    }

    private double oldest() {
        Instant due = look().oldestDueAt();
        return due == null
                ? 0
                : Math.max(0, Duration.between(due, clock.instant()).toMillis() / 1_000.0);
    }

    private synchronized Standing look() {
        Instant now = clock.instant();
        if (measuredAt.isBefore(now.minus(FRESH))) {
            standing = mail.standing(Reach.EVERYTHING);
            measuredAt = now;
        }
        return standing;
    }
}
