package dev.orgworks.domain.activity;

import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.activity.KnownLearners.Known;
import dev.orgworks.domain.activity.ToldActivity.Fact;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes what learners did: each event once, whoever tells it how often. */
@Component
public class TakeActivity {

    /**
     * What became of a batch.
     *
     * @param accepted events that are new, and stored
     * @param duplicates events that were stored before, or stand in the batch twice
     * @param refused what is wrong with the others, by their places
     */
    public record Taken(int accepted, int duplicates, SortedMap<Integer, Detail> refused) {}

    private final KnownLearners learners;
    private final StoreFacts store;
    private final RecordAudit audit;
    private final ApplicationEventPublisher publisher;
    private final InstantSource clock;

    TakeActivity(
            KnownLearners learners,
            StoreFacts store,
            RecordAudit audit,
            ApplicationEventPublisher publisher,
            InstantSource clock) {
        this.learners = learners;
        this.store = store;
        this.audit = audit;
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * Stores those of many that are right and new.
     *
     * @param told by their places
     */
    @Transactional
    public Taken take(Actor actor, long organizationId, SortedMap<Integer, ToldActivity> told) {
        SortedMap<Integer, Detail> refused = new TreeMap<>();
        Map<Integer, Fact> right = right(organizationId, told, refused);
        if (right.isEmpty()) {
            return new Taken(0, 0, refused);
        }
        long last = store.lock(organizationId);
        Map<String, Fact> fresh = fresh(organizationId, right, refused);
        int duplicates = told.size() - refused.size() - fresh.size();
        if (!fresh.isEmpty()) {
            store.store(organizationId, last, fresh.values());
            Map<String, Object> after = new LinkedHashMap<>();
            after.put("accepted", fresh.size());
            after.put("duplicates", duplicates);
            after.put("refused", refused.size());
            after.put("from", last + 1);
            after.put("to", last + fresh.size());
            audit.record(
                    actor,
                    new AuditEntry(organizationId, "activity.taken", "activity", last + fresh.size(), null, after));
            publisher.publishEvent(new ActivityTaken(organizationId));
        }
        return new Taken(fresh.size(), duplicates, refused);
    }

    private Map<Integer, Fact> right(
            long organizationId, SortedMap<Integer, ToldActivity> told, Map<Integer, Detail> refused) {
        Instant now = clock.instant();
        Known known = learners.find(organizationId, told.values());
        Map<Integer, Fact> right = new LinkedHashMap<>();
        told.forEach((place, event) -> {
            Optional<Detail> wrong = event.wrong(now);
            Long learner = known.of(event.learner());
            if (wrong.isPresent()) {
                refused.put(place, wrong.get());
            } else if (learner == null) {
                refused.put(place, new Detail("learner", "NOT_FOUND", "The organization has no learner of this name"));
            } else {
                right.put(place, event.fact(learner));
            }
        });
        return right;
    }

    /** Those that are not stored; of several that are the same, the first. */
    private Map<String, Fact> fresh(long organizationId, Map<Integer, Fact> right, Map<Integer, Detail> refused) {
        Map<String, Fact> known = new HashMap<>(store.stored(
                organizationId,
                right.values().stream().map(Fact::eventId).distinct().toList()));
        Map<String, Fact> fresh = new LinkedHashMap<>();
        right.forEach((place, fact) -> {
            Fact before = known.putIfAbsent(fact.eventId(), fact);
            if (before == null) {
                fresh.put(fact.eventId(), fact);
            } else if (!before.equals(fact)) {
                refused.put(
                        place,
                        new Detail(
                                "eventId",
                                "EVENT_ID_REUSED",
                                "This eventId stands for an event with other contents; each event has an id of its own"));
            }
        });
        return fresh;
    }
}
