package dev.orgworks.api.support;

import dev.orgworks.domain.support.CountChats;
import dev.orgworks.domain.support.Representative;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** How many conversations a representative has open. */
@Component
class ActiveChats implements Beside<Representative> {

    private static final String NAME = "activeChats";

    private final CountChats count;

    ActiveChats(CountChats count) {
        this.count = count;
    }

    @Override
    public Class<Representative> type() {
        return Representative.class;
    }

    @Override
    public Set<String> names() {
        return Set.of(NAME);
    }

    @Override
    public List<Map<String, Object>> of(long organizationId, List<Representative> rows) {
        List<UUID> ids =
                rows.stream().map(row -> Objects.requireNonNull(row.id())).toList();
        Map<UUID, Long> open = count.open(ids);
        return ids.stream()
                .map(id -> Map.<String, Object>of(NAME, open.getOrDefault(id, 0L)))
                .toList();
    }
}
