package dev.orgworks.api.sis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dry runs, held imports, and what people decide about them. */
class DecisionsTest extends ApiTest {

    private static final String HEADER = "user_id,login_id,first_name,status\n";
    private static final String TWO = HEADER + "A,ada,Ada,active\nB,bob,Bob,active\n";
    private static final String CHANGED = HEADER + "A,ada,Augusta,active\nB,,Bob,active\nC,cyd,Cyd,active\n";
    private static final String BOTH_REMOVED = HEADER + "A,ada,Ada,deleted\nB,bob,Bob,deleted\n";

    @Test
    void aDryRunShowsItsPlanAndAppliesItOnlyWhenAsked() {
        Tenant tenant = tenant();
        imported(tenant, TWO);
        Client manager = somebody("MANAGER", tenant);
        Client viewer = somebody("VIEWER", tenant);

        Answer planned = done(tenant, "dryRun=true", CHANGED);

        assertThat(planned.text("/data/phase")).isEqualTo("PLANNED");
        assertThat(planned.text("/data/plannedAt")).isNotBlank();
        assertThat(planned.at("/data/finishedAt").isNull()).isTrue();
        assertThat(planned.at("/data/guard/holds").booleanValue()).isFalse();
        assertThat(planned.at("/data/guard/changeThresholdPercent").intValue()).isEqualTo(20);
        assertThat(planned.at("/data/links").propertyNames())
                .containsExactly("self", "job", "plan", "errors", "apply", "reject", "abort");
        assertThat(firstNames(tenant)).containsExactly("Ada", "Bob");

        Answer plan = viewer.get(planned.text("/data/links/plan")).expect(200);
        assertThat(plan.each("action")).containsExactly("UPDATE", "REJECTED", "CREATE");
        assertThat(plan.each("externalId")).containsExactly("A", "B", "C");
        assertThat(plan.each("row")).containsExactly("1", "2", "3");
        assertThat(plan.each("line")).containsExactly("2", "3", "4");
        assertThat(plan.text("/data/0/id")).isEqualTo(learner(tenant, "A"));
        assertThat(plan.at("/data/0/changes").toString())
                .isEqualTo("[{\"field\":\"firstName\",\"before\":\"Ada\",\"after\":\"Augusta\"}]");
        assertThat(plan.text("/data/1/problems/0/code")).isEqualTo("MISSING_VALUE");
        assertThat(plan.at("/data/2/id").isNull()).isTrue();
        assertThat(plan.at("/data/2/changes/0/before").isNull()).isTrue();
        assertThat(plan.at("/meta/counts")).isEqualTo(planned.at("/data/counts"));
        assertThat(plan.at("/meta/guard/holds").booleanValue()).isFalse();

        String request = UUID.randomUUID().toString();
        Answer accepted = manager.post(planned.text("/data/links/apply"), "{}", "x-request-id", request)
                .expect(202);
        assertThat(accepted.text("/data/jobId")).isNotEqualTo(planned.text("/data/jobId"));
        assertThat(accepted.text("/data/decision/by")).isNotBlank();
        finished(accepted.text("/data/jobId"));

        Answer applied = viewer.get(planned.text("/data/links/self")).expect(200);
        assertThat(applied.text("/data/phase")).isEqualTo("COMPLETED");
        assertThat(applied.at("/data/counts")).isEqualTo(planned.at("/data/counts"));
        assertThat(applied.at("/data/links").propertyNames()).containsExactly("self", "job", "plan", "errors", "undo");
        assertThat(firstNames(tenant)).containsExactly("Augusta", "Bob", "Cyd");
        assertThat(viewer.get("/api/jobs/" + accepted.text("/data/jobId")).text("/data/type"))
                .isEqualTo("sisApply");
        assertThat(audit(request))
                .extracting(AuditRow::action)
                .containsExactlyInAnyOrder("import.approved", "job.enqueued");

        Answer after = viewer.get(planned.text("/data/links/plan")).expect(200);
        assertThat(after.text("/data/0/changes/0/before")).isEqualTo("Ada");
        assertThat(after.text("/data/2/id")).isEqualTo(learner(tenant, "C"));
    }

    @Test
    void aPlanIsReadPageByPageAndByAction() {
        Tenant tenant = tenant();
        Answer planned = done(tenant, "dryRun=true", CHANGED);
        String plan = planned.text("/data/links/plan");

        Answer first = admin.get(plan + "?limit=2").expect(200);
        Answer second = admin.get(plan + "?limit=2&cursor=" + first.text("/meta/nextCursor"))
                .expect(200);

        assertThat(first.each("externalId")).containsExactly("A", "B");
        assertThat(second.each("externalId")).containsExactly("C");
        assertThat(second.at("/meta/nextCursor").isMissingNode()).isTrue();
        assertThat(admin.get(plan + "?action=CREATE").each("externalId")).containsExactly("A", "C");
        assertThat(admin.get(plan + "?action=REMOVE").expect(200).each("row")).isEmpty();
        assertThat(admin.get(plan + "?action=EXPLODE").refused(400).wrongFields())
                .containsExactly("action");
        assertThat(admin.get(plan + "?cursor=x").refused(400).wrongFields()).containsExactly("cursor");
    }

    @Test
    void fieldsEditedByHandAreShownAsKept() {
        Tenant tenant = tenant();
        imported(tenant, TWO);
        admin.patch(
                        tenant.path() + "/learners",
                        "{\"changes\": [{\"externalId\": \"A\", \"action\": \"edit\", \"fields\": {\"firstName\": \"Lady\"}}]}")
                .expect(200);

        Answer plan = admin.get(done(tenant, "dryRun=true", CHANGED).text("/data/links/plan"))
                .expect(200);

        assertThat(plan.text("/data/0/action")).isEqualTo("UNCHANGED");
        assertThat(plan.at("/data/0/kept").toString())
                .isEqualTo("[{\"field\":\"firstName\",\"value\":\"Lady\",\"file\":\"Augusta\"}]");
    }

    @Test
    void aHeldImportWaitsForAnApprovalAndSaysWhy() {
        Tenant tenant = tenant();
        imported(tenant, TWO);

        Answer held = done(tenant, "", BOTH_REMOVED);

        assertThat(held.text("/data/phase")).isEqualTo("HELD");
        assertThat(held.at("/data/guard/holds").booleanValue()).isTrue();
        assertThat(held.text("/data/guard/reasons/0")).contains("2 of 2 learners would be removed");
        assertThat(held.at("/data/links").has("approve")).isTrue();
        assertThat(firstNames(tenant)).containsExactly("Ada", "Bob");
        assertThat(admin.post(path(held, "apply")).refused(409).text("/code")).isEqualTo("ONLY_PLANNED");

        Answer accepted = admin.post(path(held, "approve")).expect(202);
        finished(accepted.text("/data/jobId"));

        assertThat(admin.get(path(held, "")).text("/data/phase")).isEqualTo("COMPLETED");
        assertThat(firstNames(tenant)).isEmpty();
        assertThat(admin.post(path(held, "approve")).refused(409).text("/code")).isEqualTo("ONLY_HELD");
    }

    @Test
    void aDryRunThatTheGuardObjectsToIsAppliedOnlyWithAnApproval() {
        Tenant tenant = tenant();
        imported(tenant, TWO);
        Answer planned = done(tenant, "dryRun=true", BOTH_REMOVED);
        assertThat(planned.text("/data/phase")).isEqualTo("PLANNED");
        assertThat(planned.at("/data/guard/holds").booleanValue()).isTrue();

        assertThat(admin.post(path(planned, "approve")).refused(409).text("/code"))
                .isEqualTo("ONLY_HELD");
        Answer refused = admin.post(path(planned, "apply")).refused(409);
        assertThat(refused.text("/code")).isEqualTo("GUARD_HOLDS");
        assertThat(refused.text("/message")).contains("approve=true");
        assertThat(admin.post(path(planned, "apply") + "?approve=perhaps")
                        .refused(400)
                        .wrongFields())
                .containsExactly("approve");
        assertThat(admin.get(path(planned, "")).text("/data/phase")).isEqualTo("PLANNED");

        finished(
                admin.post(path(planned, "apply") + "?approve=true").expect(202).text("/data/jobId"));

        assertThat(admin.get(path(planned, "")).text("/data/phase")).isEqualTo("COMPLETED");
    }

    @Test
    void anOutgrownPlanIsRefusedAndTheSameFileMakesANewOne() {
        Tenant tenant = tenant();
        imported(tenant, TWO);
        Answer planned = done(tenant, "dryRun=true", CHANGED);
        admin.patch(tenant.path() + "/learners", "{\"changes\": [{\"externalId\": \"A\", \"action\": \"suspend\"}]}")
                .expect(200);

        Answer refused = admin.post(path(planned, "apply")).refused(409);

        assertThat(refused.text("/code")).isEqualTo("PLAN_STALE");
        assertThat(refused.text("/message")).contains("learner A was changed");
        assertThat(admin.get(path(planned, "")).text("/data/phase")).isEqualTo("PLANNED");
        Answer again = admin.post(
                        tenant.path() + "/sis/import?dryRun=true", "text/csv", CHANGED.getBytes(StandardCharsets.UTF_8))
                .expect(202);
        finished(again.text("/data/job/id"));
        finished(admin.post(again.header("location") + "/apply").expect(202).text("/data/jobId"));
        assertThat(admin.get(again.header("location")).text("/data/phase")).isEqualTo("COMPLETED");
    }

    @Test
    void aPlanThatIsOutgrownWhileItsJobWaitsFailsAndSaysWhy() {
        Tenant tenant = tenant();
        imported(tenant, TWO);
        Answer planned = done(tenant, "dryRun=true", CHANGED);
        String[] job = new String[1];
        whileNoJobStarts(() -> {
            Answer accepted = admin.post(path(planned, "apply")).expect(202);
            job[0] = accepted.text("/data/jobId");
            assertThat(accepted.text("/data/phase")).isEqualTo("APPROVED");
            admin.patch(
                            tenant.path() + "/learners",
                            "{\"changes\": [{\"externalId\": \"A\", \"action\": \"suspend\"}]}")
                    .expect(200);
        });

        assertThat(finished(job[0]).text("/data/state")).isEqualTo("FAILED");
        Answer failed = admin.get(path(planned, "")).expect(200);
        assertThat(failed.text("/data/phase")).isEqualTo("FAILED");
        assertThat(failed.text("/data/error")).contains("learner A was changed").doesNotContain("Exception");
        assertThat(firstNames(tenant)).containsExactly("Ada", "Bob");
    }

    @Test
    void aRejectedPlanSaysWhoAndWhy() {
        Tenant tenant = tenant();
        Answer planned = done(tenant, "dryRun=true", TWO);
        String request = UUID.randomUUID().toString();

        Answer rejected = somebody("MANAGER", tenant)
                .post(path(planned, "reject"), "{\"reason\": \" wrong term \"}", "x-request-id", request)
                .expect(200);

        assertThat(rejected.text("/data/phase")).isEqualTo("REJECTED");
        assertThat(rejected.text("/data/decision/note")).isEqualTo("wrong term");
        assertThat(rejected.text("/data/decision/by")).isNotBlank();
        assertThat(rejected.text("/data/finishedAt")).isNotBlank();
        assertThat(audit(request)).singleElement().satisfies(row -> {
            assertThat(row.action()).isEqualTo("import.rejected");
            assertThat(row.targetId()).isEqualTo(planned.text("/data/id"));
            assertThat(row.before()).contains("PLANNED");
            assertThat(row.after()).contains("REJECTED", "wrong term");
            assertThat(row.organizationId()).isEqualTo(tenant.id());
        });
        assertThat(admin.get(path(planned, "plan")).expect(200).each("action")).containsExactly("CREATE", "CREATE");
        for (String act : List.of("reject", "apply", "approve", "abort")) {
            admin.post(path(planned, act)).refused(409);
        }
    }

    @Test
    void aReasonIsNotNeededAndNotEndless() {
        Tenant tenant = tenant();
        imported(tenant, TWO);
        Answer held = done(tenant, "", BOTH_REMOVED);

        assertThat(admin.post(path(held, "reject"), "{\"reason\": \"%s\"}".formatted("x".repeat(1001)))
                        .refused(400)
                        .wrongFields())
                .containsExactly("reason");
        assertThat(admin.post(path(held, "reject")).expect(200).text("/data/phase"))
                .isEqualTo("REJECTED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve", "apply", "reject"})
    void thereIsNothingToDecideAboutAnImportThatDoesNotWait(String act) {
        Tenant tenant = tenant();
        Answer completed = imported(tenant, TWO);

        Answer refused = admin.post(path(completed, act)).refused(409);

        assertThat(refused.text("/code"))
                .isEqualTo(
                        act.equals("approve")
                                ? "ONLY_HELD"
                                : act.equals("apply") ? "ONLY_PLANNED" : "ONLY_PLANNED_OR_HELD");
        assertThat(refused.text("/message")).contains("COMPLETED");
        whileNoJobStarts(() -> {
            Answer queued = upload(admin, tenant, TWO);
            assertThat(admin.post(queued.header("location") + "/" + act)
                            .refused(409)
                            .text("/message"))
                    .contains("QUEUED");
            assertThat(admin.get(queued.header("location") + "/plan")
                            .refused(409)
                            .text("/code"))
                    .isEqualTo("NOT_PLANNED_YET");
        });
    }

    @Test
    void anImportThatFailedBeforeItWasPlannedHasNoPlan() {
        Tenant tenant = tenant();
        Answer started = uploadThatFails(tenant);
        finished(started.text("/data/job/id"));

        assertThat(admin.get(started.header("location") + "/plan").refused(409).text("/code"))
                .isEqualTo("NOT_PLANNED");
    }

    @Test
    void aWaitingPlanAndAQueuedImportAreAbortedAtOnce() {
        Tenant tenant = tenant();
        Answer planned = done(tenant, "dryRun=true", TWO);

        assertThat(admin.post(path(planned, "abort")).expect(202).text("/data/phase"))
                .isEqualTo("CANCELLED");
        assertThat(admin.post(path(planned, "abort")).refused(409).text("/code"))
                .isEqualTo("ALREADY_FINISHED");
        whileNoJobStarts(() -> {
            Answer queued = upload(admin, tenant, TWO);
            assertThat(admin.post(queued.header("location") + "/abort")
                            .expect(202)
                            .text("/data/phase"))
                    .isEqualTo("CANCELLED");
        });
        assertThat(firstNames(tenant)).isEmpty();
    }

    @Test
    void aRunningImportStopsWithinTwoSecondsOfItsAbortAndTheNextStartsAtOnce() {
        Tenant tenant = tenant();
        Answer running = upload(
                admin,
                tenant,
                IntStream.range(0, 2_000)
                        .mapToObj(i -> "S%1$d,login%1$d,Name,active".formatted(i))
                        .collect(Collectors.joining("\n", HEADER, "\n")));
        Answer next = upload(admin, tenant, TWO);
        eventually(() -> assertThat(
                        admin.get("/api/jobs/" + running.text("/data/job/id")).text("/data/state"))
                .isNotEqualTo("QUEUED"));

        Instant asked = Instant.now();
        Answer aborted = admin.post(running.header("location") + "/abort").expect(202);
        finished(aborted.text("/data/jobId"));

        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(2));
        Answer stopped = admin.get(running.header("location"));
        assertThat(stopped.text("/data/phase")).isEqualTo("CANCELLED");
        assertThat(finished(next.text("/data/job/id")).text("/data/state")).isEqualTo("COMPLETED");
        assertThat(firstNames(tenant)).contains("Ada", "Bob");
    }

    /** An import of another organization can neither be read nor decided about through one's own. */
    @ParameterizedTest
    @ValueSource(strings = {"approve", "apply", "reject", "abort"})
    void aStrangersPlanIsNotFound(String act) {
        Tenant tenant = tenant();
        Answer planned = done(tenant, "dryRun=true", TWO);
        Tenant own = tenant();
        Client stranger = somebody("ADMIN", own);
        String there = own.path() + "/sis/import/" + planned.text("/data/id") + "/";

        stranger.get(there + "plan").refused(404);
        stranger.post(there + act).refused(404);
        stranger.post(path(planned, act)).refused(404);
        somebody("VIEWER", tenant).post(path(planned, act)).refused(403);

        assertThat(admin.get(path(planned, "")).text("/data/phase")).isEqualTo("PLANNED");
    }

    /** Uploads a roster, waits until its job is done and gets the import. */
    private Answer done(Tenant tenant, String options, String roster) {
        Answer started = admin.post(
                        tenant.path() + "/sis/import?repeat=true&" + options,
                        "text/csv",
                        roster.getBytes(StandardCharsets.UTF_8))
                .expect(202);
        finished(started.text("/data/job/id"));
        return admin.get(started.header("location")).expect(200);
    }

    private static String path(Answer imported, String act) {
        return imported.text("/data/links/self") + (act.isEmpty() ? "" : "/" + act);
    }

    private List<String> firstNames(Tenant tenant) {
        return admin.get(tenant.path() + "/learners?limit=100").each("firstName");
    }

    private String learner(Tenant tenant, String externalId) {
        return admin.get(tenant.path() + "/learners?search=" + externalId).text("/data/0/id");
    }
}
