package dev.orgworks.api.support;

import dev.orgworks.api.http.StrictJson;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.support.AddRow;
import dev.orgworks.domain.support.ChangeRow;
import dev.orgworks.domain.support.DeleteRow;
import dev.orgworks.domain.support.DeskRow;
import dev.orgworks.domain.support.RowFields;
import dev.orgworks.domain.users.Caller;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Makes, changes and deletes rows as bodies say, of which what is the desk's own is passed over. */
@Component
class StoreBodies {

    private final AddRow add;
    private final ChangeRow change;
    private final DeleteRow delete;
    private final StrictJson json;
    private final List<Beside<?>> more;

    StoreBodies(AddRow add, ChangeRow change, DeleteRow delete, StrictJson json, List<Beside<?>> more) {
        this.add = add;
        this.change = change;
        this.delete = delete;
        this.json = json;
        this.more = more;
    }

    <T extends DeskRow> T create(Caller caller, Organization organization, Class<T> type, ObjectNode body) {
        return add.add(caller.actor(), organization.id(), made(type, body));
    }

    <T extends DeskRow> T update(
            Caller caller,
            Organization organization,
            Class<T> type,
            UUID id,
            ExpectedVersion expected,
            ObjectNode patch) {
        return change.change(caller.actor(), organization.id(), type, id, expected, patched(type, patch));
    }

    <T extends DeskRow> DeskAnswer<Deleted> delete(
            Caller caller, Organization organization, Class<T> type, UUID id, ExpectedVersion expected) {
        delete.delete(caller.actor(), organization.id(), type, id, expected);
        return Deleted.answer(id);
    }

    /** The row that a body asks for; not stored yet. */
    <T extends DeskRow> T made(Class<T> type, ObjectNode body) {
        return json.read(own(RowFields.of(type), body), type);
    }

    /** A part of a body that was read before. */
    ObjectNode tree(Map<String, @Nullable Object> part) {
        return json.tree(part);
    }

    /** What a patch makes of a row. */
    <T extends DeskRow> UnaryOperator<T> patched(Class<T> type, ObjectNode patch) {
        ObjectNode own = own(RowFields.of(type), patch);
        return present -> json.merge(present, own);
    }

    /** What callers may say; what else the answer to them shows they may send back. */
    private ObjectNode own(RowFields<?> fields, ObjectNode body) {
        ObjectNode own = body.deepCopy();
        fields.names().stream().filter(fields::isAutomatic).forEach(own::remove);
        fields.references().forEach(reference -> own.remove(reference.as()));
        more.stream().filter(some -> some.type() == fields.type()).forEach(some -> own.remove(some.names()));
        return own;
    }
}
