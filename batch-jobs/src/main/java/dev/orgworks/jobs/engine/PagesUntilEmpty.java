package dev.orgworks.jobs.engine;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Gives page after page until one turned out to be empty. Nothing is to be remembered: what was cleared is no longer there. */
public class PagesUntilEmpty implements ItemStreamReader<Long> {

    private long page;
    private boolean empty;

    @Override
    public void open(ExecutionContext context) {
        page = 0;
        empty = false;
    }

    @Override
    public @Nullable Long read() {
        return empty ? null : ++page;
    }

    /** What the last page held. */
    public void cleared(int count) {
        empty = count == 0;
    }
}
