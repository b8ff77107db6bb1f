package dev.orgworks.scheduler;

import dev.orgworks.domain.jobs.RunFinished;
import dev.orgworks.domain.jobs.RunState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Counts what happened on this node; over all nodes it is the sum. What the queue holds is {@link MeasureQueue}'s. */
@Component
class Meters {

    private final MeterRegistry registry;

    /** @param registries none in a process without actuator; what is counted then is lost */
    Meters(ObjectProvider<MeterRegistry> registries) {
        this.registry = registries.getIfAvailable(SimpleMeterRegistry::new);
    }

    /** Runs by type and outcome, and how long those took that had started. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void afterCommit(RunFinished finished) {
        String outcome = outcome(finished.state());
        Counter.builder("orgworks.jobs.runs")
                .description("Finished runs")
                .tag("type", finished.type())
                .tag("outcome", outcome)
                .register(registry)
                .increment();
        if (finished.took() != null) {
            Timer.builder("orgworks.jobs.duration")
                    .description("From a run's first start to its end")
                    .tag("type", finished.type())
                    .tag("outcome", outcome)
                    .register(registry)
                    .record(finished.took());
        }
    }

    /** A run could have started long ago. */
    void late(String type) {
        Counter.builder("orgworks.jobs.late")
                .description("Runs that did not start for long though they could")
                .tag("type", type)
                .register(registry)
                .increment();
    }

    private static String outcome(RunState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
