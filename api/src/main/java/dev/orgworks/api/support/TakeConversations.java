package dev.orgworks.api.support;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.support.AddConversations;
import dev.orgworks.domain.support.Conversation;
import dev.orgworks.domain.users.Caller;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes many conversations in one body and one transaction. */
@Component
class TakeConversations {

    private static final int MOST = 1000;

    private final StoreBodies store;
    private final AddConversations add;
    private final TransactionTemplate transaction;

    TakeConversations(StoreBodies store, AddConversations add, TransactionTemplate transaction) {
        this.store = store;
        this.add = add;
        this.transaction = transaction;
    }

    /**
     * The body.
     *
     * @param allOrNothing whether none comes in when one is wrong
     */
    record Many(
            @NotNull @Size(min = 1, max = MOST) List<Map<String, @Nullable Object>> conversations,
            @Nullable Boolean allOrNothing) {}

    /**
     * What became of one.
     *
     * @param index its place in the body, from 0
     * @param id null: it did not come in
     * @param errors why it did not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            int index,
            boolean success,
            @Nullable UUID id,
            @Nullable List<Detail> errors) {}

    DeskAnswer<List<Result>> take(Caller caller, Organization organization, Many body) {
        Map<Integer, List<Detail>> refused = new HashMap<>();
        Map<Integer, Conversation> asked = new HashMap<>();
        for (int i = 0; i < body.conversations().size(); i++) {
            try {
                asked.put(
                        i,
                        store.made(
                                Conversation.class,
                                store.tree(body.conversations().get(i))));
            } catch (InvalidInputException e) {
                refused.put(i, e.details());
            }
        }
        Map<Integer, Conversation> added = Objects.requireNonNull(transaction.execute(status -> {
            Map<Integer, Conversation> came = add.addAll(caller.actor(), organization.id(), asked, refused);
            if (!refused.isEmpty() && Boolean.TRUE.equals(body.allOrNothing())) {
                status.setRollbackOnly();
                return Map.of();
            }
            return came;
        }));
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < body.conversations().size(); i++) {
            Conversation conversation = added.get(i);
            results.add(new Result(
                    i, conversation != null, conversation == null ? null : conversation.id(), refused.get(i)));
        }
        return DeskAnswer.of(results);
    }
}
