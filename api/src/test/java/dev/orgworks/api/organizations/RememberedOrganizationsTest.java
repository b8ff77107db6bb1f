package dev.orgworks.api.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a node remembers of organizations, memberships and tokens: right after every change, its own or another node's. */
class RememberedOrganizationsTest extends ApiTest {

    @Test
    void aNodeRemembersUntilSomethingChanges() {
        Tenant tenant = tenant();
        Client own = somebody("ADMIN", tenant);
        String name = own.get(tenant.path()).expect(200).text("/data/name");
        assertThat(own.get("/api/organizations").each("name")).containsExactly(name);

        rename(tenant, "Behind everybody's back");
        assertThat(own.get(tenant.path()).text("/data/name")).isEqualTo(name);
        assertThat(own.get("/api/organizations").each("name")).containsExactly(name);

        anotherNodeCountsAChange();
        eventually(() -> assertThat(own.get(tenant.path()).text("/data/name")).isEqualTo("Behind everybody's back"));
        assertThat(own.get("/api/organizations").each("name")).containsExactly("Behind everybody's back");
    }

    @Test
    void aChangeIsSeenByTheNextRequestOfWhomever() {
        Tenant tenant = tenant();
        Client own = somebody("ADMIN", tenant);
        Client reader = somebody("VIEWER", tenant);

        for (int i = 0; i < 50; i++) {
            String name = tenant.id() + " named " + i;
            Answer changed = own.patch(tenant.path(), "{\"name\": \"%s\"}".formatted(name))
                    .expect(200);

            assertThat(changed.text("/data/name")).isEqualTo(name);
            Answer read = reader.get(tenant.path()).expect(200);
            assertThat(read.text("/data/name")).isEqualTo(name);
            assertThat(read.header("etag")).isEqualTo(changed.header("etag"));
            assertThat(reader.get("/api/organizations").each("name")).containsExactly(name);
        }
    }

    @Test
    void aRevokedTokenAndALostMembershipOpenNothingFromTheNextRequestOn() {
        Tenant tenant = tenant();
        Answer issued = issue(admin, "VIEWER", List.of(tenant.id()));
        Client token = admin.with(issued.text("/data/token"));
        Person person = member(tenant, "VIEWER");
        Client user = acting(person);
        for (Client client : List.of(token, user)) {
            client.get(tenant.path()).expect(200);
        }

        admin.delete("/api/tokens/" + issued.text("/data/id")).expect(200);
        token.get(tenant.path()).refused(401);
        admin.delete(tenant.path() + "/members/" + person.id()).expect(200);
        user.get(tenant.path()).refused(404);
        admin.put(tenant.path() + "/members/" + person.id(), "{\"role\": \"MANAGER\"}")
                .expect(201);
        user.get(tenant.path()).expect(200);
        admin.patch("/api/users/" + person.id(), "{\"active\": false}").expect(200);
        user.get(tenant.path()).refused(401);
    }

    @Test
    void whatWasRolledBackIsNotRemembered() {
        Tenant tenant = tenant();
        Client own = somebody("ADMIN", tenant);
        String name = own.get(tenant.path()).expect(200).text("/data/name");

        own.patch(tenant.path(), "{\"name\": \"Never\", \"ownerId\": 999999999}")
                .refused(400);

        assertThat(own.get(tenant.path()).expect(200).text("/data/name")).isEqualTo(name);
    }

    private void rename(Tenant tenant, String name) {
        database.sql("update organization set name = :name where id = :id")
                .param("name", name)
                .param("id", tenant.id())
                .update();
    }

    private void anotherNodeCountsAChange() {
        database.sql("update directory_version set version = version + 1").update();
    }
}
