package dev.orgworks.domain.support;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.audit.Actor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Adds conversations, one or many, at the time or long afterwards. */
@Component
public class AddConversations {

    private static final RowFields<Conversation> FIELDS = RowFields.of(Conversation.class);

    private final FindRows find;
    private final WriteRow write;
    private final InstantSource clock;

    AddConversations(FindRows find, WriteRow write, InstantSource clock) {
        this.find = find;
        this.write = write;
        this.clock = clock;
    }

    /**
     * Adds one.
     *
     * @throws InvalidInputException when it refers to what the organization does not have, or its fields do not go together
     */
    @Transactional
    public Conversation add(Actor actor, long organizationId, Conversation conversation) {
        return write.insert(actor, organizationId, opened(conversation));
    }

    /**
     * Adds those of many that are right.
     *
     * @param refused gets what is wrong with the others, by their places
     * @return those that were added, by their places
     */
    @Transactional
    public Map<Integer, Conversation> addAll(
            Actor actor, long organizationId, Map<Integer, Conversation> many, Map<Integer, List<Detail>> refused) {
        Map<Class<? extends DeskRow>, Set<UUID>> known = known(organizationId, many);
        List<Integer> places = new ArrayList<>();
        List<Conversation> right = new ArrayList<>();
        many.forEach((place, conversation) -> {
            List<Detail> wrong = wrong(conversation, known);
            if (wrong.isEmpty()) {
                places.add(place);
                right.add(opened(conversation));
            } else {
                refused.put(place, wrong);
            }
        });
        List<Conversation> stored = write.insertAll(actor, organizationId, FIELDS, right);
        Map<Integer, Conversation> added = new HashMap<>();
        for (int i = 0; i < places.size(); i++) {
            added.put(places.get(i), stored.get(i));
        }
        return added;
    }

    /** What there is of all that the conversations refer to. */
    private Map<Class<? extends DeskRow>, Set<UUID>> known(long organizationId, Map<Integer, Conversation> many) {
        Map<Class<? extends DeskRow>, Set<UUID>> known = new HashMap<>();
        for (RowFields.Reference reference : FIELDS.references()) {
            Set<UUID> ids = new HashSet<>();
            for (Conversation conversation : many.values()) {
                UUID id = FIELDS.reference(conversation, reference.field());
                if (id != null) {
                    ids.add(id);
                }
            }
            known.put(reference.to(), find.held(organizationId, reference.to(), ids));
        }
        return known;
    }

    private static List<Detail> wrong(Conversation conversation, Map<Class<? extends DeskRow>, Set<UUID>> known) {
        List<Detail> wrong = new ArrayList<>();
        try {
            conversation.check();
        } catch (InvalidInputException e) {
            wrong.addAll(e.details());
        }
        for (RowFields.Reference reference : FIELDS.references()) {
            UUID id = FIELDS.reference(conversation, reference.field());
            if (id != null && !Objects.requireNonNull(known.get(reference.to())).contains(id)) {
                wrong.add(WriteRow.unknown(reference, id));
            }
        }
        return wrong;
    }

    private Conversation opened(Conversation conversation) {
        Instant now = Objects.requireNonNull(Moments.stored(clock.instant()));
        return conversation.openedAt() == null ? FIELDS.with(conversation, Map.of("openedAt", now)) : conversation;
    }
}
