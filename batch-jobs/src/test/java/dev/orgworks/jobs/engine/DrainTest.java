package dev.orgworks.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DrainTest {

    private final Drain drain = new Drain(InstantSource.system());

    @Test
    void stopping_waits_until_the_last_run_is_over() throws Exception {
        drain.start();
        drain.begin("one");
        drain.begin("two");

        var stopping = CompletableFuture.runAsync(drain::stop);
        await().until(drain::isDraining);
        drain.end("one");

        assertThat(drain.isRunning()).isTrue();
        assertThat(stopping).isNotDone();
        drain.end("two");
        stopping.get(10, TimeUnit.SECONDS);
        assertThat(drain.isRunning()).isFalse();
    }

    @Test
    void stopping_without_a_run_is_over_at_once() {
        drain.start();

        drain.stop();

        assertThat(drain.isDraining()).isTrue();
        assertThat(drain.isRunning()).isFalse();
    }
}
