package dev.orgworks.api.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A success in the learning contract.
 *
 * @param message for people
 * @param meta of lists: {@code total}, {@code limit}, {@code offset}, {@code nextCursor}; null elsewhere
 */
public record ApiResponse<T extends @Nullable Object>(
        boolean success,
        String message,
        T data,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> meta) {

    public static <T extends @Nullable Object> ApiResponse<T> of(String message, T data) {
        return new ApiResponse<>(true, message, data, null);
    }

    /** A page of a list whose length is known. */
    public static <T> ApiResponse<T> page(String message, T data, Page page, long total) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("total", total);
        meta.put("limit", page.limit());
        meta.put("offset", page.offset());
        return new ApiResponse<>(true, message, data, meta);
    }

    /** The same with one more value in its meta. */
    public ApiResponse<T> with(String name, @Nullable Object value) {
        Map<String, Object> more = new LinkedHashMap<>();
        if (meta != null) {
            more.putAll(meta);
        }
        if (value != null) {
            more.put(name, value);
        }
        return new ApiResponse<>(success, message, data, more);
    }
}
