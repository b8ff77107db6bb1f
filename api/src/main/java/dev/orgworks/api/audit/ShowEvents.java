package dev.orgworks.api.audit;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Page;
import dev.orgworks.domain.audit.AuditEvent;
import dev.orgworks.domain.audit.FindEvents;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows a page of a chain's events, of whatever chain. */
@Component
class ShowEvents {

    private final FindEvents events;

    ShowEvents(FindEvents events) {
        this.events = events;
    }

    ApiResponse<List<EventView>> page(@Nullable Long organizationId, Map<String, String> wish, Page page) {
        AuditQuery query = AuditQuery.of(wish);
        List<AuditEvent> found = query.cursor() == null
                ? events.page(organizationId, query.filter(), page.limit(), page.offset())
                : events.before(organizationId, query.filter(), query.cursor(), page.limit());
        return ApiResponse.page(
                        "Audit fetched",
                        found.stream().map(EventView::of).toList(),
                        page,
                        events.count(organizationId, query.filter()))
                .with(
                        "nextCursor",
                        found.size() < page.limit()
                                ? null
                                : AuditQuery.cursor(found.get(found.size() - 1).id()));
    }
}
