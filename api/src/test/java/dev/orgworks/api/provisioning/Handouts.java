package dev.orgworks.api.provisioning;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Tests with tokens that are handed out. */
abstract class Handouts extends ApiTest {

    /** A LICENSE token that a test made. */
    record Handout(long id, String secret, String qr) {

        String number() {
            return String.valueOf(id);
        }
    }

    Answer made(Client maker, Tenant tenant, String body) {
        return maker.post(tenant.path() + "/provisioning", body).expect(201);
    }

    /** @param more further fields, each behind a comma */
    Handout handout(Tenant tenant, long pool, String more) {
        Answer made = made(
                admin, tenant, "{\"kind\": \"LICENSE\", \"label\": \"Class\", \"poolId\": %d%s}".formatted(pool, more));
        return new Handout(made.at("/data/id").longValue(), made.text("/data/token"), made.text("/data/qr"));
    }

    /** @param more further fields, each behind a comma */
    static Answer patch(Client client, Tenant tenant, long token, String action, String more) {
        return client.patch(
                tenant.path() + "/provisioning",
                "{\"tokenId\": %d, \"action\": \"%s\"%s}".formatted(token, action, more));
    }

    Answer claim(Handout token, String email) {
        return nobody.post(
                "/api/organizations/claim-license",
                "{\"token\": \"%s\", \"email\": \"%s\"}".formatted(token.secret(), email));
    }

    Answer preview(String secret) {
        return nobody.post("/api/organizations/claim-license/preview", "{\"token\": \"%s\"}".formatted(secret));
    }

    long pool(Tenant tenant, int total) {
        return pool(tenant, total, "REFUSE");
    }

    long pool(Tenant tenant, int total, String overage) {
        return seats(tenant, total, "{\"name\": \"All courses\", \"overage\": \"%s\"}".formatted(overage));
    }

    void expire(Handout token) {
        database.sql("update provisioning_token set expires_at = now(6) - interval 2 day where id = :id")
                .param("id", token.id())
                .update();
    }

    /** All that stands in some tables, as text. */
    String everythingKept(String... tables) {
        StringBuilder all = new StringBuilder();
        for (String table : tables) {
            all.append(database.sql("select * from " + table).query().listOfRows());
        }
        return all.toString();
    }

    int count(String sql, long id) {
        return database.sql(sql).param("id", id).query(Integer.class).single();
    }

    /** Does many things at once. */
    static <T> List<T> atOnce(int threads, List<Callable<T>> acts) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> done : pool.invokeAll(acts)) {
                results.add(done.get());
            }
            return results;
        } finally {
            pool.shutdown();
        }
    }
}
