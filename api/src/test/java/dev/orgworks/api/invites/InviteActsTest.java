package dev.orgworks.api.invites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.domain.invites.InviteState;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done with invites, in every state they may be in. */
class InviteActsTest extends ApiTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            PENDING,  resend, PENDING
            PENDING,  revoke, REVOKED
            PENDING,  extend, PENDING
            PENDING,  change, PENDING
            ACCEPTED, resend, -
            ACCEPTED, revoke, -
            ACCEPTED, extend, -
            ACCEPTED, change, -
            REVOKED,  resend, -
            REVOKED,  revoke, -
            REVOKED,  extend, -
            REVOKED,  change, -
            EXPIRED,  resend, PENDING
            EXPIRED,  revoke, -
            EXPIRED,  extend, -
            EXPIRED,  change, -
            BOUNCED,  resend, PENDING
            BOUNCED,  revoke, -
            BOUNCED,  extend, -
            BOUNCED,  change, -
            """)
    void anActDoesWhatTheStateAllowsOrSaysWhatItDoes(String state, String act, String then) {
        Tenant tenant = tenant();
        long invite = invited(tenant, "ada@example.org", "VIEWER");
        bring(invite, state);
        String request = UUID.randomUUID().toString();
        String more = act.equals("change") ? ", \"role\": \"MANAGER\"" : "";

        Answer answer = admin.patch(
                tenant.path() + "/invites",
                "{\"inviteId\": %d, \"action\": \"%s\"%s}".formatted(invite, act, more),
                "x-request-id",
                request);

        if (then.equals("-")) {
            assertThat(answer.refused(409).text("/code")).isEqualTo("INVITE_" + state);
            assertThat(answer.text("/message"))
                    .contains(List.of("EXPIRED", "BOUNCED").contains(state) ? "resend" : "stays so");
            assertThat(shown(tenant, invite).text("/data/0/state")).isEqualTo(state);
            assertThat(audit(request)).isEmpty();
        } else {
            assertThat(answer.expect(200).text("/data/state")).isEqualTo(then);
            assertThat(shown(tenant, invite).at("/data/0")).isEqualTo(answer.at("/data"));
            assertThat(audit(request)).extracting(AuditRow::action).containsExactly("invite." + past(act));
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            PENDING,  ACCEPTED REVOKED EXPIRED BOUNCED
            ACCEPTED, ''
            REVOKED,  ''
            EXPIRED,  PENDING
            BOUNCED,  PENDING
            """)
    void aStateIsFollowedByTheseAlone(InviteState state, String next) {
        for (InviteState other : InviteState.values()) {
            assertThat(state.canBecome(other))
                    .as("%s to %s", state, other)
                    .isEqualTo(List.of(next.split(" ", -1)).contains(other.name()));
        }
    }

    @Test
    void aLetterSentAgainHasAnotherLinkAndTheOldOneIsUnknown() {
        Tenant tenant = tenant();
        long invite = invited(tenant, "ada@example.org", "VIEWER");
        String secret = secretOf(invite);
        bring(invite, "PENDING");

        Answer resent =
                act(tenant, invite, "\"resend\", \"expiresInHours\": 48").expect(200);

        assertThat(resent.at("/data/lettersSent").intValue()).isEqualTo(2);
        nobody.get("/api/organizations/invites/accept?token=" + secret).refused(404);
        assertThat(act(tenant, invite, "\"resend\"").refused(409).text("/code")).isEqualTo("RESENT_JUST_NOW");
    }

    @Test
    void thereAreTenLettersOfAnInviteAtMost() {
        Tenant tenant = tenant();
        long invite = invited(tenant, "ada@example.org", "VIEWER");
        for (int letter = 2; letter <= 10; letter++) {
            bring(invite, "PENDING");
            act(tenant, invite, "\"resend\"").expect(200);
        }
        bring(invite, "PENDING");

        assertThat(act(tenant, invite, "\"resend\"").refused(409).text("/code")).isEqualTo("SENT_TOO_OFTEN");
        Answer reused = admin.post(tenant.path() + "/invites", "{\"email\": \"ada@example.org\", \"role\": \"VIEWER\"}")
                .expect(200);
        assertThat(reused.at("/data/mailed").booleanValue()).isFalse();
    }

    @Test
    void aWrongAddressIsCorrectedAtOnceAndOnlyToOneThatIsFree() {
        Tenant tenant = tenant();
        Person member = member(tenant, "VIEWER");
        long other = invited(tenant, "other@example.org", "VIEWER");
        long invite = invited(tenant, "wrong@example.org", "VIEWER");

        assertThat(act(tenant, invite, "\"resend\", \"email\": \"%s\"".formatted(member.email()))
                        .refused(409)
                        .text("/code"))
                .isEqualTo("ALREADY_MEMBER");
        Answer taken = act(tenant, invite, "\"resend\", \"email\": \"Other@example.org\"")
                .refused(409);
        assertThat(taken.text("/code")).isEqualTo("INVITE_OPEN");
        assertThat(taken.text("/message")).contains(Long.toString(other));
        act(tenant, invite, "\"resend\", \"email\": \"nobody\"").refused(400);

        Answer corrected = act(tenant, invite, "\"resend\", \"email\": \"right@example.org\"")
                .expect(200);
        assertThat(corrected.text("/data/email")).isEqualTo("right@example.org");
    }

    @Test
    void anInviteIsNotOpenedAgainBesideAnotherForTheSameAddress() {
        Tenant tenant = tenant();
        long first = invited(tenant, "ada@example.org", "VIEWER");
        bring(first, "EXPIRED");
        long second = invited(tenant, "ada@example.org", "VIEWER");

        assertThat(act(tenant, first, "\"resend\"").refused(409).text("/code")).isEqualTo("INVITE_OPEN");
        bring(second, "EXPIRED");
        act(tenant, first, "\"resend\"").expect(200);
    }

    @Test
    void aChangeSaysWhatTheInviteOffersFromThenOn() {
        Tenant tenant = tenant();
        long pool = seats(tenant, 1, "{}");
        long invite = invited(tenant, "ada@example.org", "VIEWER");

        Answer changed = act(
                        tenant,
                        invite,
                        "\"change\", \"role\": \"ADMIN\", \"poolId\": %d, \"message\": \"Hi\"".formatted(pool))
                .expect(200);
        assertThat(changed.text("/data/role")).isEqualTo("ADMIN");
        assertThat(changed.at("/data/asLearner").booleanValue()).isTrue();
        assertThat(changed.at("/data/poolId").longValue()).isEqualTo(pool);
        assertThat(changed.text("/data/message")).isEqualTo("Hi");

        Answer back = act(tenant, invite, "\"change\", \"poolId\": 0, \"asLearner\": false, \"message\": \"\"")
                .expect(200);
        assertThat(back.text("/data/role")).isEqualTo("ADMIN");
        assertThat(back.at("/data/asLearner").booleanValue()).isFalse();
        assertThat(back.text("/data/poolId")).isEmpty();
        assertThat(back.text("/data/message")).isEmpty();
        act(tenant, invite, "\"change\", \"poolId\": %d".formatted(seats(tenant(), 1, "{}")))
                .refused(400);
    }

    @Test
    void whoReadAnOlderVersionChangesNothing() {
        Tenant tenant = tenant();
        long invite = invited(tenant, "ada@example.org", "VIEWER");
        act(tenant, invite, "\"change\", \"role\": \"ADMIN\", \"version\": 0").expect(200);

        act(tenant, invite, "\"revoke\", \"version\": 0").refused(412);
        act(tenant, invite, "\"revoke\", \"version\": 1").expect(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"action": "revoke"}                                           | inviteId
            {"inviteId": 1}                                                | action
            {"inviteId": 1, "action": "accept"}                            | action
            {"inviteId": 1, "action": "revoke", "role": "VIEWER"}          | role
            {"inviteId": 1, "action": "resend", "message": "Hi"}           | message
            {"inviteId": 1, "action": "extend", "email": "a@example.org"}  | email
            {"inviteId": 1, "action": "change", "expiresInHours": 2, "role": "VIEWER"} | expiresInHours
            {"inviteId": 1, "action": "change"}                            | role
            {"inviteId": 1, "action": "extend", "expiresInHours": 2, "expiresAt": "2036-01-01T00:00:00Z"} | expiresInHours
            {"inviteId": 1, "action": "revoke", "invites": []}             | invites
            {"invites": []}                                                | invites
            {"invites": [{"inviteId": 1, "action": "none"}]}               | invites[0].action
            {"invites": [null]}                                            | invites[0].inviteId
            """)
    void aBodyThatSaysSomethingElseIsRefused(String body, String field) {
        Answer refused = admin.patch(tenant().path() + "/invites", body).refused(400);

        assertThat(refused.wrongFields()).containsExactly(field);
    }

    @Test
    void manyActsAreEachDoneOrNotWithTheReason() {
        Tenant tenant = tenant();
        long one = invited(tenant, "one@example.org", "VIEWER");
        long two = invited(tenant, "two@example.org", "VIEWER");
        long strange = invited(tenant(), "three@example.org", "VIEWER");

        Answer answer = admin.patch(tenant.path() + "/invites", """
                        {"invites": [{"inviteId": %d, "action": "REVOKE"},
                                     {"inviteId": %d, "action": "extend", "expiresInHours": 100},
                                     {"inviteId": %d, "action": "revoke"},
                                     {"inviteId": %d, "action": "resend"},
                                     {"inviteId": %d, "action": "extend", "expiresInHours": 1000},
                                     {"inviteId": %d, "action": "revoke", "version": 77}]}
                        """.formatted(one, two, strange, one, two, two))
                .expect(200);

        assertThat(answer.each("success")).containsExactly("true", "true", "false", "false", "false", "false");
        assertThat(answer.text("/data/0/invite/state")).isEqualTo("REVOKED");
        assertThat(List.of(
                        answer.text("/data/2/error/code"),
                        answer.text("/data/3/error/code"),
                        answer.text("/data/4/error/code"),
                        answer.text("/data/5/error/code")))
                .containsExactly("NOT_FOUND", "INVITE_REVOKED", "OUT_OF_RANGE", "OUTDATED");
        assertThat(answer.at("/meta/succeeded").intValue()).isEqualTo(2);
        assertThat(answer.at("/meta/failed").intValue()).isEqualTo(4);
    }

    @Test
    void aStrangersInviteIsNotFoundBelowOnesOwnOrganization() {
        long strange = invited(tenant(), "ada@example.org", "VIEWER");

        act(tenant(), strange, "\"revoke\"").refused(404);
    }

    @Test
    void ofRevokingAndAcceptingAtOnceOneHappens() {
        for (int round = 0; round < 10; round++) {
            Tenant tenant = tenant();
            long invite = invited(tenant, UUID.randomUUID() + "@example.org", "VIEWER");
            String body = "{\"token\": \"%s\", \"firstName\": \"Ada\", \"lastName\": \"Lovelace\"}"
                    .formatted(secretOf(invite));
            CompletableFuture<Answer> accepting =
                    CompletableFuture.supplyAsync(() -> nobody.post("/api/organizations/invites/accept", body));
            Answer revoked = act(tenant, invite, "\"revoke\"");
            Answer accepted = accepting.join();

            String state = shown(tenant, invite).text("/data/0/state");
            assertThat(List.of(revoked.status(), accepted.status()))
                    .isEqualTo(state.equals("REVOKED") ? List.of(200, 410) : List.of(409, 200));
        }
    }

    private Answer act(Tenant tenant, long invite, String act) {
        return admin.patch(tenant.path() + "/invites", "{\"inviteId\": %d, \"action\": %s}".formatted(invite, act));
    }

    private Answer shown(Tenant tenant, long invite) {
        Answer list = admin.get(tenant.path() + "/invites").expect(200);
        assertThat(list.each("id")).contains(Long.toString(invite));
        return list;
    }

    /** Brings an invite into a state as if long ago; an expired one as the clock does it, before anybody has noticed. */
    private void bring(long invite, String state) {
        String change = switch (state) {
            case "PENDING" -> "last_sent_at = last_sent_at - interval 1 hour";
            case "EXPIRED" -> "last_sent_at = last_sent_at - interval 1 hour, expires_at = now(6) - interval 1 second";
            default -> "state = '" + state + "', ended_at = now(6), last_sent_at = last_sent_at - interval 1 hour";
        };
        database.sql("update organization_invite set " + change + " where id = :id")
                .param("id", invite)
                .update();
    }

    private static String past(String act) {
        return switch (act) {
            case "resend" -> "resent";
            case "revoke" -> "revoked";
            case "extend" -> "extended";
            default -> "changed";
        };
    }
}
