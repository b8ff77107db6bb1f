package dev.orgworks.jobs.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Reads page after page; a restart goes on behind the last key that was committed. */
final class KeyReader<T> implements ItemStreamReader<List<T>> {

    private static final String LAST = "pages.last";

    private final PageReader<T> pages;
    private @Nullable Long last;

    KeyReader(PageReader<T> pages) {
        this.pages = pages;
    }

    @Override
    public void open(ExecutionContext context) {
        last = context.containsKey(LAST) ? context.getLong(LAST) : null;
    }

    @Override
    public @Nullable List<T> read() {
        PageReader.Page<T> page = pages.after(last);
        if (page.items().isEmpty()) {
            return null;
        }
        if (last != null && page.lastKey() <= last) {
            throw new IllegalStateException(
                    "The page behind key " + last + " ends at " + page.lastKey() + ", which is not behind it");
        }
        last = page.lastKey();
        return page.items();
    }

    @Override
    public void update(ExecutionContext context) {
        if (last != null) {
            context.putLong(LAST, last);
        }
    }
}
