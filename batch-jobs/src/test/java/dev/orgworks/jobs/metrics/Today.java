package dev.orgworks.jobs.metrics;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** The clock, which a test may turn for its own thread. */
@Component
@Primary
public class Today implements InstantSource {

    private static final ThreadLocal<@Nullable Instant> TURNED = new ThreadLocal<>();

    @Override
    public Instant instant() {
        Instant now = TURNED.get();
        return now == null ? InstantSource.system().instant() : now;
    }

    /** From now on, for this thread. */
    public void is(Instant now) {
        TURNED.set(now);
    }

    /** Tells the time again. */
    public void goesOn() {
        TURNED.remove();
    }
}
