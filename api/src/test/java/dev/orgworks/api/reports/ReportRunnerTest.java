package dev.orgworks.api.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.domain.database.BinaryUuid;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The runner of report jobs, by its route and by its script. The node enqueues what is due each second, too. */
class ReportRunnerTest extends ApiTest {

    private static final String PROCESS = "/api/organizations/reports/jobs/process";
    private static final String HEADER = "x-org-report-runner-secret";
    private static final long PATIENCE_SECONDS = 120;

    @AfterEach
    void leaveNoReportJob() {
        database.sql("delete from job_schedule where type = 'reportExport'").update();
    }

    @Test
    void whoDoesNotKnowTheSecretGetsNothing() {
        String status = "{\"jobIds\": [\"%s\"]}".formatted(UUID.randomUUID());

        assertThat(nobody.post(PROCESS).refused(401).text("/message")).contains(HEADER, "missing");
        assertThat(nobody.post(PROCESS, "", HEADER, RUNNER_SECRET + "x")
                        .refused(401)
                        .text("/message"))
                .contains("wrong");
        admin.post(PROCESS).refused(401);
        nobody.post(PROCESS + "/status", status).refused(401);
        nobody.post(PROCESS + "/status", status, HEADER, "").refused(401);
        nobody.get(PROCESS, HEADER, RUNNER_SECRET).refused(401);
    }

    @Test
    void whatIsDueIsEnqueuedOnceHoweverOftenItIsAskedFor() {
        whileNoJobStarts(() -> {
            Instant due = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(2, ChronoUnit.HOURS);
            String id = reportJob(tenant(), due).toString();

            Answer first = process();
            // the node itself may be about to enqueue it
            Answer second = Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            this::process,
                            answer -> told(answer, id).path("reason").asString().equals("ALREADY_ENQUEUED"));

            JsonNode told = told(first, id);
            assertThat(told.path("scheduledFor").asString()).isEqualTo(due.toString());
            assertThat(told(second, id).path("jobState").asString()).isEqualTo("QUEUED");
            String job = told(second, id).path("jobId").asString();
            assertThat(told.path("jobId").asString("")).isIn("", job);
            assertThat(second.at("/data/counts/enqueued").intValue()).isZero();
            assertThat(second.at("/data/counts/skippedByReason/ALREADY_ENQUEUED")
                            .intValue())
                    .isPositive();
            assertThat(links(id)).isEqualTo(1);
            Answer states = nobody.post(
                            PROCESS + "/status",
                            "{\"jobIds\": [\"%s\", \"%s\"]}".formatted(job, UUID.randomUUID()),
                            HEADER,
                            RUNNER_SECRET)
                    .expect(200);
            assertThat(states.each("jobId")).containsExactly(job);
            assertThat(states.each("state")).containsExactly("QUEUED");
            gone(job);
        });
    }

    @Test
    void theStatusIsOfUpToAThousandRunsAndOfReportsAlone() {
        Tenant tenant = tenant();
        String other =
                imported(tenant, "user_id,login_id,status\nA,ada,active\n").text("/data/jobId");

        assertThat(nobody.post(PROCESS + "/status", "{\"jobIds\": [\"%s\"]}".formatted(other), HEADER, RUNNER_SECRET)
                        .expect(200)
                        .at("/data")
                        .size())
                .isZero();
        String many = "\"" + other + "\"" + (", \"" + other + "\"").repeat(1_000);
        for (String wrong : List.of("[]", "[" + many + "]", "[null]", "[\"x\"]", "null")) {
            nobody.post(PROCESS + "/status", "{\"jobIds\": %s}".formatted(wrong), HEADER, RUNNER_SECRET)
                    .refused(400);
        }
    }

    @Test
    void theScriptPrintsWhatWasEnqueuedAndWhatWasNot() {
        whileNoJobStarts(() -> {
            Instant due = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(2, ChronoUnit.HOURS);
            UUID id = reportJob(tenant(), due);

            Ran ran = script(RUNNER_SECRET);

            assertThat(ran.code()).as(ran.output()).isZero();
            assertThat(ran.output()).contains("Nightly", due.toString(), " skipped");
            assertThat(links(id.toString())).isEqualTo(1);
            gone(told(process(), id.toString()).path("jobId").asString());
        });
    }

    @Test
    void theScriptWaitsUntilTheRunsHaveEnded() {
        Instant due = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(2, ChronoUnit.HOURS);
        UUID id = reportJob(tenant(), due);

        Ran ran = script(RUNNER_SECRET, "--wait");

        assertThat(ran.code()).as(ran.output()).isZero();
        assertThat(told(process(), id.toString()).path("jobState").asString()).isEqualTo("COMPLETED");
    }

    @Test
    void theScriptTellsOfARunThatItWaitedForAndThatFailed() {
        Instant due = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(2, ChronoUnit.HOURS);
        String[] job = new String[1];
        Collection<String> output = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Integer>> code = new ArrayList<>();
        whileNoJobStarts(() -> {
            UUID id = reportJob(tenant(), due);
            job[0] = told(process(), id.toString()).path("jobId").asString();
            database.sql("update job_run set payload = :payload where id = unhex(replace(:id, '-', ''))")
                    .param("payload", "{\"report\": {\"type\": \"gossip\"}}")
                    .param("id", job[0])
                    .update();
            code.add(CompletableFuture.supplyAsync(() -> run(output, RUNNER_SECRET, "--wait")));
            eventually(() -> assertThat(String.join("\n", output)).contains("waiting for"));
        });

        assertThat(code.get(0).join()).as(String.join("\n", output)).isEqualTo(1);
        assertThat(String.join("\n", output)).contains("FAILED", job[0], "report.type must be one of");
    }

    @Test
    void theScriptSaysInALineWhatIsWrong() {
        assertThat(script("another")).satisfies(ran -> {
            assertThat(ran.code()).isEqualTo(2);
            assertThat(ran.output()).contains("401").contains("is wrong").doesNotContain("\tat ");
        });
        assertThat(script(null)).satisfies(ran -> {
            assertThat(ran.code()).isEqualTo(2);
            assertThat(ran.output()).contains("set ORGANIZATION_REPORT_RUNNER_SECRET");
        });
        assertThat(script(RUNNER_SECRET, "--forever").code()).isEqualTo(2);
    }

    record Ran(int code, String output) {}

    private Ran script(@Nullable String secret, String... arguments) {
        Collection<String> output = new ConcurrentLinkedQueue<>();
        int code = run(output, secret, arguments);
        return new Ran(code, String.join("\n", output));
    }

    /** Runs the script, and answers with its exit code. */
    private int run(Collection<String> output, @Nullable String secret, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Path.of("..", "scripts", "ProcessReportJobs.java").toString(),
                "http://localhost:" + nobody.port()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("ORGANIZATION_REPORT_RUNNER_SECRET");
        if (secret != null) {
            builder.environment().put("ORGANIZATION_REPORT_RUNNER_SECRET", secret);
        }
        try {
            Process process = builder.start();
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                lines.lines().forEach(output::add);
            }
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer process() {
        return nobody.post(PROCESS, "", HEADER, RUNNER_SECRET).expect(200);
    }

    /** What an answer tells of a report job, as enqueued or as skipped. */
    private static JsonNode told(Answer answer, String id) {
        return java.util.stream.Stream.of("/data/enqueued", "/data/skipped")
                .flatMap(list -> StreamSupport.stream(answer.at(list).spliterator(), false))
                .filter(one -> one.path("scheduleId").asString().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(answer.body()));
    }

    private long links(String id) {
        return database.sql("select count(*) from job_schedule_run where schedule_id = unhex(replace(:id, '-', ''))")
                .param("id", id)
                .query(Long.class)
                .single();
    }

    private void gone(String job) {
        database.sql("delete from job_run where id = unhex(replace(:id, '-', ''))")
                .param("id", job)
                .update();
    }

    /** A daily report job that nobody fired since an instant. */
    private UUID reportJob(Tenant tenant, Instant due) {
        UUID id = BinaryUuid.next();
        database.sql("""
                        insert into job_schedule (id, organization_id, name, type, cron, computed_zone, parameters, catch_up,
                                                  next_at, created_by, created_at, updated_at)
                        values (:id, :organization, 'Nightly', 'reportExport', :cron, 'UTC',
                                '{"report":{"type":"learners","format":"csv","filters":{},"columns":[]}}', 'LAST',
                                :due, 'test', now(6), now(6))
                        """)
                .param("id", BinaryUuid.bytes(id))
                .param("organization", tenant.id())
                .param("cron", "0 %d * * *".formatted(due.atZone(ZoneOffset.UTC).getHour()))
                .param("due", Timestamp.from(due))
                .update();
        return id;
    }
}
