package dev.orgworks.api.support;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.api.http.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A success in the support contract.
 *
 * @param meta of lists; null elsewhere
 */
public record DeskAnswer<T>(
        T data,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Meta meta) {

    /** Which part of how many was asked for. */
    public record Meta(int limit, long offset, long total) {}

    /** What is no list. */
    public static <T> DeskAnswer<T> of(T data) {
        return new DeskAnswer<>(data, null);
    }

    /** A page of a list whose length is known. */
    public static <T> DeskAnswer<List<T>> page(List<T> data, Page page, long total) {
        return new DeskAnswer<>(data, new Meta(page.limit(), page.offset(), total));
    }
}
