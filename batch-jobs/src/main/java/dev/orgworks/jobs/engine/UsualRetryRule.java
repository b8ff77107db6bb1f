package dev.orgworks.jobs.engine;

import dev.orgworks.domain.jobs.JobSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/**
 * The platform's rule: failures that may pass are tried again, each time after twice as long, and never at quite the time
 * that was to be expected, so that runs that fell over the same thing do not come back at once.
 */
@Component
class UsualRetryRule implements RetryRule {

    private static final int MOST_DOUBLINGS = 30;

    private final JobSettings settings;

    UsualRetryRule(JobSettings settings) {
        this.settings = settings;
    }

    @Override
    public Optional<Duration> retryAfter(Throwable failure, int failures) {
        return failures > settings.retries() || !PassingFailure.mayPass(failure)
                ? Optional.empty()
                : Optional.of(backoff(failures));
    }

    /** Between half and all of {@code retryDelay * 2^(failures - 1)}. */
    private Duration backoff(int failures) {
        long first = Math.max(1, settings.retryDelay().toMillis());
        long most = Math.max(first, settings.longestRetryDelay().toMillis());
        long doubled = failures > MOST_DOUBLINGS ? most : Math.min(most, first << (failures - 1));
        return Duration.ofMillis(doubled - ThreadLocalRandom.current().nextLong(doubled / 2 + 1));
    }
}
