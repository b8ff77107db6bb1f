package dev.orgworks.domain.webhooks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What shall become of an endpoint; null: it stays.
 *
 * @param description blank: it has none any more
 * @param eventTypes empty: all
 */
public record EndpointChange(
        @Nullable String url,
        @Nullable String description,
        @Nullable List<String> eventTypes,
        @Nullable Boolean enabled) {}
