package dev.orgworks.api.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.domain.support.DeskRow;
import dev.orgworks.domain.support.RowFields;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the support contract promises of every resource, once: a resource's test says which it is, and gets all of it.
 */
abstract class CrudContractTest extends DeskTest {

    /** What the resource is made of. */
    abstract Class<? extends DeskRow> type();

    /** The last word of its route: {@code tickets}. */
    abstract String resource();

    /** A whole body that makes one; no two are alike where the desk wants it so. */
    abstract ObjectNode body(Desk desk);

    /** A patch of what is the caller's to say; each field is shown as it is written here. */
    abstract ObjectNode patch();

    /** Bodies that are wrong in one field, with the field; {@code null} removes a field of a right one. */
    abstract Map<String, JsonNode> wrong();

    private RowFields<? extends DeskRow> fields() {
        return RowFields.of(type());
    }

    private Answer made(Desk desk) {
        return desk.make(resource(), body(desk).toString());
    }

    @Test
    void whatIsMadeIsShownAndListed() {
        Desk desk = desk();
        ObjectNode body = body(desk);
        Answer made = desk.make(resource(), body.toString());
        String path = desk.path() + "/" + resource() + "/" + made.text("/data/id");

        assertThat(made.header("location")).isEqualTo(path);
        assertThat(made.header("etag")).isNotBlank();
        body.properties()
                .forEach(field -> assertThat(made.at("/data/" + field.getKey()))
                        .as(field.getKey())
                        .isEqualTo(field.getValue()));
        Answer got = desk.client().get(path).expect(200);
        assertThat(got.json()).isEqualTo(made.json());
        assertThat(got.header("etag")).isEqualTo(made.header("etag"));
        desk.client().get(path, "If-None-Match", got.header("etag")).expect(304);
        Answer list = desk.get(resource());
        assertThat(list.at("/data/0/id")).isEqualTo(made.at("/data/id"));
        assertThat(list.at("/meta").toString()).isEqualTo("{\"limit\":50,\"offset\":0,\"total\":1}");
        assertThat(made.text("/data/createdAt")).isEqualTo(made.text("/data/updatedAt"));
    }

    @Test
    void aPatchChangesWhatItNamesAndNothingElse() {
        Desk desk = desk();
        Answer made = made(desk);
        String place = resource() + "/" + made.text("/data/id");

        assertThat(desk.change(place, "{}").json()).isEqualTo(made.json());
        Answer changed = desk.change(place, patch().toString());

        ObjectNode expected = (ObjectNode) made.at("/data");
        patch().properties().forEach(field -> expected.set(field.getKey(), field.getValue()));
        assertThat(without(changed.at("/data"))).isEqualTo(without(expected));
        assertThat(changed.text("/data/updatedAt")).isGreaterThan(made.text("/data/updatedAt"));
        assertThat(changed.header("etag")).isNotEqualTo(made.header("etag"));
        assertThat(desk.get(place).json()).isEqualTo(changed.json());
    }

    /** Fields that the desk sets when others change; the resource's own tests look at them. */
    private static JsonNode without(JsonNode row) {
        ObjectNode rest = (ObjectNode) row.deepCopy();
        rest.remove(List.of(
                "updatedAt", "assignedAt", "resolvedAt", "closedAt", "processedAt", "lastActiveAt", "waitTime"));
        rest.remove(List.of("remaining"));
        return rest;
    }

    @Test
    void nobodysChangeIsLost() {
        Desk desk = desk();
        Answer made = made(desk);
        String path = desk.path() + "/" + resource() + "/" + made.text("/data/id");
        desk.client()
                .patch(path, patch().toString(), "If-Match", made.header("etag"))
                .expect(200);

        Answer late = desk.client().patch(path, patch().toString(), "If-Match", made.header("etag"));

        late.refused(412);
        desk.client()
                .send("DELETE", path, BodyPublishers.noBody(), "If-Match", made.header("etag"))
                .refused(412);
    }

    @Test
    void whatTheAnswerShowsMayBeSentBack() {
        Desk desk = desk();
        Answer made = made(desk);
        ObjectNode shown = (ObjectNode) made.at("/data");
        shown.put("id", UUID.randomUUID().toString()).put("createdAt", "2001-01-01T00:00:00Z");

        Answer same = desk.change(resource() + "/" + made.text("/data/id"), shown.toString());

        assertThat(same.json()).isEqualTo(made.json());
    }

    @Test
    void whatIsDeletedIsGone() {
        Desk desk = desk();
        String path = desk.path() + "/" + resource() + "/" + made(desk).text("/data/id");

        Answer deleted = desk.client().delete(path).expect(200);

        assertThat(deleted.at("/data/deleted").booleanValue()).isTrue();
        desk.client().get(path).refused(404);
        desk.client().patch(path, "{}").refused(404);
        desk.client().delete(path).refused(404);
        assertThat(desk.get(resource()).at("/meta/total").intValue()).isZero();
    }

    @Test
    void aListIsAskedForByItsFields() {
        Desk desk = desk();
        Answer made = made(desk);
        assertThat(fields().filters()).isNotEmpty();
        for (String filter : fields().filters()) {
            String value = made.text("/data/" + filter);
            if (!value.isEmpty()) {
                Answer with = desk.get(resource() + "?" + filter + "=" + value);
                assertThat(with.each("id")).as(filter).containsExactly(made.text("/data/id"));
                assertThat(with.at("/meta/total").intValue()).isEqualTo(1);
                Answer without = desk.get(resource() + "?" + filter + "=" + other(filter, value));
                assertThat(without.at("/data").size()).as(filter).isZero();
                assertThat(without.at("/meta/total").intValue()).as(filter).isZero();
            }
            Answer refused = desk.client()
                    .get(desk.path() + "/" + resource() + "?" + filter + "=no%20value")
                    .refused(400);
            assertThat(refused.text("/message")).startsWith(filter + " must be ");
        }
        Answer unknown = desk.client()
                .get(desk.path() + "/" + resource() + "?colour=red")
                .refused(400);
        assertThat(unknown.text("/message"))
                .contains("colour", fields().filters().get(0));
    }

    private String other(String filter, String value) {
        Class<?> type = fields().typeOf(filter).orElseThrow();
        if (type == Boolean.class) {
            return value.equals("true") ? "false" : "true";
        }
        if (type == UUID.class) {
            return UUID.randomUUID().toString();
        }
        String first = ((Enum<?>) type.getEnumConstants()[0]).name();
        return first.equals(value) ? ((Enum<?>) type.getEnumConstants()[1]).name() : first;
    }

    @Test
    void aListIsSortedByAnyColumnAndComesInPages() {
        Desk desk = desk();
        List<String> ids = List.of(
                made(desk).text("/data/id"),
                made(desk).text("/data/id"),
                made(desk).text("/data/id"));
        for (String field : fields().sortable()) {
            assertThat(desk.get(resource() + "?sort=" + field).each("id")).containsExactlyInAnyOrderElementsOf(ids);
        }
        List<String> backwards = List.of(ids.get(2), ids.get(1), ids.get(0));
        assertThat(desk.get(resource()).each("id")).isEqualTo(backwards);
        assertThat(desk.get(resource() + "?sort=createdAt").each("id")).isEqualTo(ids);
        assertThat(desk.get(resource() + "?sort=createdAt,desc").each("id")).isEqualTo(backwards);
        assertThat(desk.get(resource() + "?sort=-id").each("id")).isEqualTo(backwards);
        Answer page = desk.get(resource() + "?limit=1&offset=1");
        assertThat(page.each("id")).containsExactly(ids.get(1));
        assertThat(page.at("/meta").toString()).isEqualTo("{\"limit\":1,\"offset\":1,\"total\":3}");
        for (String wrong : List.of("sort=colour", "sort=organizationId", "limit=101", "limit=0", "offset=-1")) {
            desk.client().get(desk.path() + "/" + resource() + "?" + wrong).refused(400);
        }
    }

    @Test
    void wrongBodiesAreRefusedByFieldAndStoreNothing() {
        Desk desk = desk();
        Answer made = made(desk);
        String place = desk.path() + "/" + resource();
        wrong().forEach((field, value) -> {
            ObjectNode body = body(desk);
            if (value.isNull()) {
                body.remove(field);
            } else {
                body.set(field, value);
            }
            Answer refused = desk.client().post(place, body.toString()).refused(400);
            assertThat(refused.json().propertyNames()).containsExactlyInAnyOrder("error", "message");
            assertThat(refused.text("/message")).as(body.toString()).contains(field);
            Answer patched = desk.client()
                    .patch(
                            place + "/" + made.text("/data/id"),
                            JSON.createObjectNode().set(field, value).toString())
                    .refused(400);
            assertThat(patched.text("/message")).contains(field);
        });
        desk.client().post(place, body(desk).put("colour", "red").toString()).refused(400);
        for (String body : List.of("[]", "5", "", "{")) {
            desk.client().post(place, body).refused(400);
        }
        assertThat(desk.get(resource()).at("/meta/total").intValue()).isEqualTo(1);
        assertThat(desk.get(resource() + "/" + made.text("/data/id")).json()).isEqualTo(made.json());
    }

    @Test
    void whatItRefersToIsTheOrganizationsOwn() {
        Desk desk = desk();
        Desk others = desk();
        for (RowFields.Reference reference : fields().references()) {
            if (fields().isAutomatic(reference.field())) {
                continue;
            }
            String theirs = body(others).path(reference.field()).asString("");
            for (String id : List.of(theirs, UUID.randomUUID().toString())) {
                if (!id.isEmpty()) {
                    Answer refused = desk.client()
                            .post(
                                    desk.path() + "/" + resource(),
                                    body(desk).put(reference.field(), id).toString())
                            .refused(400);
                    assertThat(refused.text("/message")).contains(reference.field(), id);
                }
            }
        }
    }

    @Test
    void aStrangersRowIsNotFoundBelowOnesOwnOrganization() {
        Desk desk = desk();
        Desk others = desk();
        Answer made = made(others);
        String path = desk.path() + "/" + resource() + "/" + made.text("/data/id");

        desk.client().get(path).refused(404);
        desk.client().patch(path, patch().toString()).refused(404);
        desk.client().delete(path).refused(404);
        desk.client().get(desk.path() + "/" + resource() + "/7").refused(404);
        assertThat(others.get(resource() + "/" + made.text("/data/id")).json()).isEqualTo(made.json());
        assertThat(desk.get(resource()).at("/meta/total").intValue()).isZero();
    }

    @Test
    void aListOfManyCostsNoMoreStatementsThanAListOfTwo() {
        Desk desk = desk();
        made(desk);
        made(desk);
        String list = desk.path() + "/" + resource() + "?limit=100";
        int few = statements(id -> desk.client().get(list, "x-request-id", id));
        for (int i = 0; i < 10; i++) {
            made(desk);
        }

        assertThat(statements(id -> desk.client().get(list, "x-request-id", id)))
                .isEqualTo(few)
                .isBetween(2, 8);
    }

    @Test
    void theSameKeyMakesOne() {
        Desk desk = desk();
        String body = body(desk).toString();
        String key = UUID.randomUUID().toString();

        Answer first = desk.client()
                .post(desk.path() + "/" + resource(), body, "Idempotency-Key", key)
                .expect(201);
        Answer again = desk.client()
                .post(desk.path() + "/" + resource(), body, "Idempotency-Key", key)
                .expect(201);

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(desk.get(resource()).at("/meta/total").intValue()).isEqualTo(1);
    }
}
