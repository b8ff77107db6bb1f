package dev.orgworks.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Falls asleep inside the chunk of one row, its transaction open. */
final class Asleep implements ScriptedJob.Script {

    private final int row;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch awake = new CountDownLatch(1);

    Asleep(int row) {
        this.row = row;
    }

    @Override
    public void wrote(int written) throws InterruptedException {
        if (written == row) {
            reached.countDown();
            assertThat(awake.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    void untilReached() throws InterruptedException {
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
    }

    void wakes() {
        awake.countDown();
    }
}
