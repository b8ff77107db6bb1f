package dev.orgworks.api.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.api.http.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A success in the support contract.
 *
 * @param meta of lists; null elsewhere
 */
record FigureAnswer<T>(
        T data,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Meta meta) {

    /** Which part of how many was asked for. */
    record Meta(int limit, long offset, long total) {}

    static <T> FigureAnswer<T> of(T data) {
        return new FigureAnswer<>(data, null);
    }

    static <T> FigureAnswer<List<T>> page(List<T> data, Page page, long total) {
        return new FigureAnswer<>(data, new Meta(page.limit(), page.offset(), total));
    }
}
