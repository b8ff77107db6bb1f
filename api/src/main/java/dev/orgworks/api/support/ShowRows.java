package dev.orgworks.api.support;

import dev.orgworks.api.http.Etag;
import dev.orgworks.api.http.Page;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.support.DeskRow;
import dev.orgworks.domain.support.FindRows;
import dev.orgworks.domain.support.RowFields;
import dev.orgworks.domain.support.RowQuery;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Shows rows of the desk with those that they refer to, in one statement more for each kind of reference, however many rows. */
@Component
class ShowRows {

    private final FindRows find;
    private final List<Beside<?>> more;

    ShowRows(FindRows find, List<Beside<?>> more) {
        this.find = find;
        this.more = more;
    }

    /** A page of the rows that a query string asks for. */
    <T extends DeskRow> DeskAnswer<List<Shown<T>>> page(
            Organization organization, Class<T> type, Page page, MultiValueMap<String, String> query) {
        RowQuery asked = ReadQuery.of(RowFields.of(type), page, query);
        List<T> rows = find.list(organization.id(), type, asked);
        return DeskAnswer.page(
                shown(organization, type, rows, false), page, find.count(organization.id(), type, asked));
    }

    /** The row of a path. */
    <T extends DeskRow> ResponseEntity<DeskAnswer<Shown<T>>> one(Organization organization, Class<T> type, UUID id) {
        return answer(ResponseEntity.ok(), shown(organization, find.get(organization.id(), type, id)));
    }

    /** A row that was made just now. */
    <T extends DeskRow> ResponseEntity<DeskAnswer<Shown<T>>> made(Organization organization, T row) {
        return answer(ResponseEntity.created(place(row)), shown(organization, row));
    }

    /** A row that was changed just now. */
    <T extends DeskRow> ResponseEntity<DeskAnswer<Shown<T>>> changed(Organization organization, T row) {
        return answer(ResponseEntity.ok(), shown(organization, row));
    }

    private <T extends DeskRow> Shown<T> shown(Organization organization, T row) {
        return shown(organization, RowFields.of(row).type(), List.of(row), true).get(0);
    }

    /** The path of a row that the present request made. */
    private static URI place(DeskRow row) {
        return URI.create(ServletUriComponentsBuilder.fromCurrentRequestUri()
                .path("/{id}")
                .build(Objects.requireNonNull(row.id()))
                .getRawPath());
    }

    private static <T extends DeskRow> ResponseEntity<DeskAnswer<Shown<T>>> answer(
            ResponseEntity.BodyBuilder answer, Shown<T> shown) {
        return answer.eTag(Etag.of(
                        Objects.requireNonNull(shown.row().version()),
                        shown.beside().toString()))
                .body(DeskAnswer.of(shown));
    }

    private <T extends DeskRow> List<Shown<T>> shown(
            Organization organization, Class<T> type, List<T> rows, boolean alone) {
        List<Map<String, Object>> beside = beside(organization, type, rows, alone);
        return Stream.iterate(0, i -> i < rows.size(), i -> i + 1)
                .map(i -> new Shown<>(rows.get(i), organization.uuid(), beside.get(i)))
                .toList();
    }

    private <T extends DeskRow> List<Map<String, Object>> beside(
            Organization organization, Class<T> type, List<T> rows, boolean alone) {
        RowFields<T> fields = RowFields.of(type);
        List<Map<String, Object>> beside = rows.stream()
                .map(row -> (Map<String, Object>) new LinkedHashMap<String, Object>())
                .toList();
        for (RowFields.Reference reference : fields.references()) {
            if (reference.as().isEmpty()) {
                continue;
            }
            List<UUID> ids = rows.stream()
                    .map(row -> fields.reference(row, reference.field()))
                    .toList();
            Map<UUID, Shown<?>> others = others(organization, reference.to(), ids);
            for (int i = 0; i < rows.size(); i++) {
                beside.get(i).put(reference.as(), others.get(ids.get(i)));
            }
        }
        for (Beside<?> some : more) {
            if (some.type() == type && (alone || some.inLists())) {
                @SuppressWarnings("unchecked")
                List<Map<String, Object>> values = ((Beside<T>) some).of(organization.id(), rows);
                for (int i = 0; i < rows.size(); i++) {
                    beside.get(i).putAll(values.get(i));
                }
            }
        }
        return beside;
    }

    private <R extends DeskRow> Map<UUID, Shown<?>> others(
            Organization organization, Class<R> type, Collection<UUID> ids) {
        List<R> rows = find.all(
                organization.id(), type, ids.stream().filter(Objects::nonNull).collect(Collectors.toSet()));
        Map<UUID, Shown<?>> others = new HashMap<>();
        for (Shown<R> other : shown(organization, type, rows, false)) {
            others.put(Objects.requireNonNull(other.row().id()), other);
        }
        return others;
    }
}
