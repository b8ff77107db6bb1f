package dev.orgworks.api.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest extends ApiTest {

    @Test
    void a_member_is_added_changed_listed_and_removed_and_the_organizations_audit_tells_it() {
        Tenant tenant = tenant();
        Person person = person("MEMBER");
        String path = tenant.path() + "/members/" + person.id();
        String request = UUID.randomUUID().toString();

        Answer added = admin.put(path, "{\"role\": \"VIEWER\"}", "x-request-id", request)
                .expect(201);
        assertThat(added.text("/data/email")).isEqualTo(person.email());
        admin.put(path, "{\"role\": \"MANAGER\"}", "x-request-id", request).expect(200);
        admin.put(path, "{\"role\": \"MANAGER\"}", "x-request-id", request).expect(200);
        Answer list = admin.get(tenant.path() + "/members?limit=1&offset=1").expect(200);
        assertThat(list.each("userId")).containsExactly(Long.toString(person.id()));
        assertThat(list.each("role")).containsExactly("MANAGER");
        assertThat(list.at("/meta/total").longValue()).isEqualTo(2);
        admin.delete(path).expect(200);
        admin.delete(path).refused(404);

        assertThat(audit(request).stream().map(AuditRow::action)).containsExactly("member.added", "member.changed");
        assertThat(audit(request)).allSatisfy(row -> {
            assertThat(row.organizationId()).isEqualTo(tenant.id());
            assertThat(row.targetId()).isEqualTo(Long.toString(person.id()));
        });
        assertThat(database.sql(
                                "select count(*) from audit_event where organization_id = :id and action = 'member.removed'")
                        .param("id", tenant.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void members_may_do_what_their_role_says_in_their_organization_only() {
        Tenant first = tenant();
        Tenant second = tenant();
        Person person = member(first, "MANAGER");
        admin.put(second.path() + "/members/" + person.id(), "{\"role\": \"VIEWER\"}")
                .expect(201);
        Client client = acting(person);

        client.get(first.path() + "/learners").expect(200);
        client.get(second.path() + "/learners").expect(200);
        client.get(tenant().path() + "/learners").refused(404);
        upload(client, first, "user_id,login_id,status\nA,ada,active\n");
        client.post(
                        second.path() + "/sis/import",
                        "text/csv",
                        "user_id,login_id,status\nA,ada,active\n".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .refused(403);
        client.get(first.path() + "/members").refused(403);

        admin.delete(second.path() + "/members/" + person.id()).expect(200);
        client.get(second.path() + "/learners").refused(404);
    }

    @Test
    void an_administrator_handles_members_up_to_his_own_role_and_owners_only_owners() {
        Tenant tenant = tenant();
        Client administrator = acting(member(tenant, "ADMIN"));
        Client owner = acting(member(tenant, "OWNER"));
        Client token = somebody("ADMIN", tenant);
        Person person = member(tenant, "VIEWER");
        String path = tenant.path() + "/members/" + person.id();

        for (Client lesser : List.of(administrator, token)) {
            lesser.put(path, "{\"role\": \"ADMIN\"}").expect(200);
            lesser.put(path, "{\"role\": \"OWNER\"}").refused(403);
        }
        owner.put(path, "{\"role\": \"OWNER\"}").expect(200);
        for (Client lesser : List.of(administrator, token)) {
            lesser.put(path, "{\"role\": \"VIEWER\"}").refused(403);
            lesser.delete(path).refused(403);
        }
        owner.delete(path).expect(200);
    }

    @Test
    void a_stranger_is_added_by_who_knows_his_address() {
        Tenant tenant = tenant();
        Client administrator = acting(member(tenant, "ADMIN"));
        Person person = person("MEMBER");
        String path = tenant.path() + "/members/" + person.id();

        administrator.put(path, "{\"role\": \"VIEWER\"}").refused(404);
        administrator
                .put(path, "{\"role\": \"VIEWER\", \"email\": \"guessed@example.org\"}")
                .refused(404);
        administrator
                .put(
                        path,
                        "{\"role\": \"VIEWER\", \"email\": \"%s\"}"
                                .formatted(person.email().toUpperCase(java.util.Locale.ROOT)))
                .expect(201);
    }

    @Test
    void an_inactive_user_cannot_become_a_member() {
        Tenant tenant = tenant();
        Person person = person("MEMBER");
        admin.patch("/api/users/" + person.id(), "{\"active\": false}").expect(200);

        assertThat(admin.put(tenant.path() + "/members/" + person.id(), "{\"role\": \"VIEWER\"}")
                        .refused(409)
                        .text("/code"))
                .isEqualTo("USER_INACTIVE");
    }

    @Test
    void everybody_may_leave_but_the_last_owner() {
        Tenant tenant = tenant();
        removeMaker(tenant, member(tenant, "OWNER"));
        Person viewer = member(tenant, "VIEWER");

        acting(viewer).delete(tenant.path() + "/members/" + viewer.id()).expect(200);

        String owner = admin.get(tenant.path() + "/members").each("userId").get(0);
        assertThat(admin.delete(tenant.path() + "/members/" + owner)
                        .refused(409)
                        .text("/code"))
                .isEqualTo("LAST_OWNER");
        admin.put(tenant.path() + "/members/" + owner, "{\"role\": \"ADMIN\"}").refused(409);
    }

    @Test
    void an_inactive_owner_does_not_count_as_one_who_remains() {
        Tenant tenant = tenant();
        Person owner = member(tenant, "OWNER");
        removeMaker(tenant, owner);
        Person inactive = member(tenant, "OWNER");
        admin.patch("/api/users/" + inactive.id(), "{\"active\": false}").expect(200);

        admin.delete(tenant.path() + "/members/" + owner.id()).refused(409);
        admin.delete(tenant.path() + "/members/" + inactive.id()).expect(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void of_two_owners_who_leave_at_once_one_remains(int round) {
        Tenant tenant = tenant();
        Person one = member(tenant, "OWNER");
        Person other = member(tenant, "OWNER");
        removeMaker(tenant, one);

        List<Integer> statuses = List.of(one, other).stream()
                .map(person -> CompletableFuture.supplyAsync(() ->
                        admin.delete(tenant.path() + "/members/" + person.id()).status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(statuses).as("round %d", round).containsExactlyInAnyOrder(200, 409);
        assertThat(admin.get(tenant.path() + "/members").at("/meta/total").longValue())
                .isEqualTo(1);
    }

    @Test
    void the_first_organization_is_the_active_one_and_the_oldest_follows_it() {
        Tenant first = tenant();
        Tenant second = tenant();
        Tenant third = tenant();
        Person person = person("MEMBER");
        for (Tenant tenant : List.of(second, third, first)) {
            admin.put(tenant.path() + "/members/" + person.id(), "{\"role\": \"VIEWER\"}")
                    .expect(201);
        }
        assertThat(active(person)).contains(second.id());

        admin.delete(first.path() + "/members/" + person.id()).expect(200);
        assertThat(active(person)).contains(second.id());
        admin.delete(second.path() + "/members/" + person.id()).expect(200);
        assertThat(active(person)).contains(third.id());
        admin.delete(third.path() + "/members/" + person.id()).expect(200);
        assertThat(active(person)).isEmpty();
    }

    /** Organizations that the administrator's token makes are its user's own. */
    private void removeMaker(Tenant tenant, Person stays) {
        for (String user : admin.get(tenant.path() + "/members").each("userId")) {
            if (database.sql("select role from platform_user where id = :id")
                            .param("id", user)
                            .query(String.class)
                            .single()
                            .equals("ADMIN")
                    && !user.equals(Long.toString(stays.id()))) {
                admin.delete(tenant.path() + "/members/" + user).expect(200);
            }
        }
    }

    private Optional<Long> active(Person person) {
        return database.sql("select organization_id from active_organization where user_id = :user")
                .param("user", person.id())
                .query(Long.class)
                .optional();
    }
}
