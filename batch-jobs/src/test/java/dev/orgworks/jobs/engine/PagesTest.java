package dev.orgworks.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.jobs.JobsTest;
import dev.orgworks.jobs.Worker;
import dev.orgworks.jobs.engine.LaunchRun.Attempt;
import dev.orgworks.jobs.engine.LaunchRun.Ending;
import dev.orgworks.jobs.engine.PageReader.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Steps that go through pages along a key. */
@JobsTest
class PagesTest {

    private final List<@Nullable Long> asked = new ArrayList<>();
    private final ScriptedJob scripted;
    private final Worker worker;

    @Autowired
    PagesTest(ScriptedJob scripted, Worker worker) {
        this.scripted = scripted;
        this.worker = worker;
    }

    @Test
    void every_page_is_treated_once_and_the_first_empty_one_is_the_end() {
        UUID run = scripted.enqueue(pagesOf(10), 25, ScriptedJob.NOTHING);

        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);

        assertThat(asked).containsExactly(null, 10L, 20L, 25L);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(25));
    }

    @Test
    void nothing_to_go_through_is_no_work() {
        UUID run = scripted.enqueue(pagesOf(10), 0, ScriptedJob.NOTHING);

        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);
    }

    @Test
    void an_interrupted_run_goes_on_behind_the_last_page() {
        UUID run = scripted.enqueue(pagesOf(10), 100, row -> {
            if (row == 33) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(worker.execute(run).ending()).isEqualTo(Ending.STOPPED);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(40));

        asked.clear();
        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);
        assertThat(asked).startsWith(40L);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(100));
    }

    @Test
    void a_failed_page_leaves_nothing_behind_and_is_repeated() {
        UUID run = scripted.enqueue(pagesOf(10), 30, row -> {
            if (row == 17) {
                throw new IllegalStateException("no seventeen today");
            }
        });
        assertThat(worker.execute(run).ending()).isEqualTo(Ending.FAILED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(10));

        asked.clear();
        scripted.follow(run, ScriptedJob.NOTHING);
        worker.restart(run);
        assertThat(asked).startsWith(10L);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(30));
    }

    @Test
    void a_page_that_does_not_advance_fails_the_run_rather_than_repeat_for_ever() {
        UUID run = scripted.enqueue(
                (steps, numbers, write) ->
                        steps.pages("numbers", last -> new Page<>(List.of(1), 1), page -> page.forEach(write)),
                1,
                ScriptedJob.NOTHING);

        Attempt attempt = worker.execute(run);

        assertThat(attempt.ending()).isEqualTo(Ending.FAILED);
        assertThat(attempt.failure()).hasRootCauseMessage("The page behind key 1 ends at 1, which is not behind it");
    }

    private ScriptedJob.Kind pagesOf(int size) {
        return (steps, numbers, write) -> steps.pages(
                "numbers",
                last -> {
                    asked.add(last);
                    List<Integer> items = numbers.get().stream()
                            .filter(n -> last == null || n > last)
                            .limit(size)
                            .toList();
                    return new Page<>(items, items.isEmpty() ? 0 : items.get(items.size() - 1));
                },
                page -> page.forEach(write));
    }
}
