package dev.orgworks.jobs.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a step goes through in pages along an ascending key, each in the transaction that treats it.
 *
 * @param <T> what a page is made of
 */
public interface PageReader<T> {

    /**
     * Some items in the order of their keys.
     *
     * @param items none: the end
     * @param lastKey the last item's key, above that of the page before
     */
    record Page<T>(List<T> items, long lastKey) {}

    /**
     * The page behind a key.
     *
     * @param lastKey the last key of the page before; null: the first page
     */
    Page<T> after(@Nullable Long lastKey);
}
