package dev.orgworks.jobs.engine;

import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads a sequence that is the same at every start; a restart goes on behind the last item that was committed.
 *
 * @param <T> what one transaction treats
 */
public final class SequenceReader<T> implements ItemStreamReader<T> {

    private static final String DONE = "sequence.done";

    private final Supplier<? extends Iterable<T>> sequence;
    private @Nullable Iterator<T> items;
    private long done;

    /** @param sequence asked when the step opens, after the steps before it */
    public SequenceReader(Supplier<? extends Iterable<T>> sequence) {
        this.sequence = sequence;
    }

    @Override
    public void open(ExecutionContext context) {
        Iterator<T> opened = sequence.get().iterator();
        done = context.getLong(DONE, 0);
        for (long i = 0; i < done && opened.hasNext(); i++) {
            opened.next();
        }
        items = opened;
    }

    @Override
    public @Nullable T read() {
        if (items == null || !items.hasNext()) {
            return null;
        }
        done++;
        return items.next();
    }

    @Override
    public void update(ExecutionContext context) {
        context.putLong(DONE, done);
    }
}
