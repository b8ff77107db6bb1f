package dev.orgworks.api.support;

import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.support.AddConversations;
import dev.orgworks.domain.support.Conversation;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Conversations, one by one or many at a time. */
@RestController
@RequestMapping("/organizations/{organizationId}/conversations")
class ConversationController extends ReadController<Conversation> {

    private final ShowRows show;
    private final StoreBodies store;
    private final AddConversations add;
    private final TakeConversations take;

    ConversationController(ShowRows show, StoreBodies store, AddConversations add, TakeConversations take) {
        super(Conversation.class, show);
        this.show = show;
        this.store = store;
        this.add = add;
        this.take = take;
    }

    @PostMapping
    @Idempotent
    @Requires(Role.MANAGER)
    ResponseEntity<DeskAnswer<Shown<Conversation>>> create(
            Caller caller, Organization organization, @RequestBody ObjectNode body) {
        Conversation asked = store.made(Conversation.class, body);
        return show.made(organization, add.add(caller.actor(), organization.id(), asked));
    }

    @PatchMapping("/{id}")
    @Requires(Role.MANAGER)
    ResponseEntity<DeskAnswer<Shown<Conversation>>> update(
            Caller caller,
            Organization organization,
            @PathVariable String id,
            ExpectedVersion expected,
            @RequestBody ObjectNode patch) {
        return show.changed(
                organization,
                store.update(
                        caller, organization, Conversation.class, DeskId.of(Conversation.class, id), expected, patch));
    }

    @DeleteMapping("/{id}")
    @Requires(Role.MANAGER)
    DeskAnswer<Deleted> delete(
            Caller caller, Organization organization, @PathVariable String id, ExpectedVersion expected) {
        return store.delete(caller, organization, Conversation.class, DeskId.of(Conversation.class, id), expected);
    }

    /** Up to 1,000; each that is right comes in, and each has a result. */
    @PostMapping("/bulk")
    @Idempotent
    @Requires(Role.MANAGER)
    DeskAnswer<List<TakeConversations.Result>> bulk(
            Caller caller, Organization organization, @Valid @RequestBody TakeConversations.Many body) {
        return take.take(caller, organization, body);
    }
}
