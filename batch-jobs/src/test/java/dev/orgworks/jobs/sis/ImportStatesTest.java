package dev.orgworks.jobs.sis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.ClaimRun;
import dev.orgworks.domain.jobs.ClaimRun.Claim;
import dev.orgworks.domain.jobs.Clearing;
import dev.orgworks.domain.jobs.FinishRun;
import dev.orgworks.domain.sis.AbortImport;
import dev.orgworks.domain.sis.AdvanceImport;
import dev.orgworks.domain.sis.ApplyPlan;
import dev.orgworks.domain.sis.ApplyPlan.Consent;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.ImportState;
import dev.orgworks.domain.sis.ImportUndo;
import dev.orgworks.domain.sis.RejectPlan;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.domain.sis.StartUndo;
import dev.orgworks.jobs.JobsTest;
import dev.orgworks.jobs.Worker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of an import's states against the acts that change them. */
@JobsTest
class ImportStatesTest {

    private static final Set<ImportState> PHASES = EnumSet.of(
            ImportState.QUEUED, ImportState.STAGING, ImportState.PLANNING, ImportState.APPROVED, ImportState.APPLYING);

    private final Registrar registrar;
    private final FindImports imports;
    private final JdbcClient jdbc;
    private final List<Consumer<SisImport>> acts = new ArrayList<>();

    @Autowired
    ImportStatesTest(
            Registrar registrar,
            FindImports imports,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            AdvanceImport advance,
            ApplyPlan apply,
            RejectPlan reject,
            AbortImport abort,
            FinishRun finish,
            StartUndo undo,
            ClaimRun claims,
            List<Clearing> clearings) {
        this.registrar = registrar;
        this.imports = imports;
        this.jdbc = jdbc;
        for (ImportState phase : EnumSet.of(
                ImportState.STAGING,
                ImportState.PLANNING,
                ImportState.PLANNED,
                ImportState.HELD,
                ImportState.APPLYING)) {
            acts.add(subject -> transaction.executeWithoutResult(status -> advance.enter(subject.id(), phase)));
        }
        acts.add(subject -> advance.resume(subject.id()));
        for (Consent consent : Consent.values()) {
            acts.add(subject -> apply.apply(Worker.SOMEBODY, subject, consent));
        }
        acts.add(subject -> reject.reject(Worker.SOMEBODY, subject, null));
        acts.add(subject -> abort.abort(Worker.SOMEBODY, subject));
        acts.add(subject -> finish.completed(new Claim(subject.runId(), 1)));
        acts.add(subject -> finish.failed(new Claim(subject.runId(), 1), "it failed"));
        acts.add(subject -> undo.start(Worker.SOMEBODY, subject.organizationId(), subject.id()));
        acts.add(subject -> {
            if (subject.state() == ImportState.UNDOING) {
                ImportUndo again = undo.start(Worker.SOMEBODY, subject.organizationId(), subject.id());
                finish.completed(claims.claim(again.runId(), "node-1").orElseThrow());
            }
        });
        Clearing expire = clearings.stream()
                .filter(clearing -> clearing.name().equals("sis.plans"))
                .findFirst()
                .orElseThrow();
        acts.add(subject -> transaction.executeWithoutResult(
                status -> expire.clear(subject.createdAt().plus(Duration.ofDays(31)), 1_000)));
    }

    @ParameterizedTest
    @EnumSource
    void the_acts_lead_from_a_state_to_its_followers_and_nowhere_else(ImportState from) {
        Set<ImportState> followers = EnumSet.noneOf(ImportState.class);
        for (Consumer<SisImport> act : acts) {
            for (String runState : List.of("QUEUED", "RUNNING", "COMPLETED")) {
                for (ImportState left : canBeRestarted(from) ? PHASES : EnumSet.of(from)) {
                    ImportState state = after(act, from, runState, canBeRestarted(from) ? left : null);
                    if (state != from) {
                        followers.add(state);
                    }
                }
            }
        }

        assertThat(followers).isEqualTo(ImportState.FOLLOWERS.get(from));
    }

    private static boolean canBeRestarted(ImportState state) {
        return state == ImportState.FAILED || state == ImportState.CANCELLED;
    }

    private ImportState after(Consumer<SisImport> act, ImportState from, String runState, @Nullable ImportState left) {
        long school = registrar.organization();
        SisImport subject =
                registrar.upload(school, (Registrar.HEADER + "A1,ann,,,,active\n").getBytes(StandardCharsets.UTF_8));
        jdbc.sql("update job_run set state = :state, attempts = 1 where id = :id")
                .param("state", runState)
                .param("id", BinaryUuid.bytes(subject.runId()))
                .update();
        jdbc.sql("update sis_import set state = :state, left_state = :left, planned_at = created_at where id = :id")
                .param("state", from.name())
                .param("left", left == null ? null : left.name())
                .param("id", subject.id())
                .update();
        try {
            act.accept(imports.byId(subject.id()));
        } catch (ConflictException | IllegalStateException refused) {
            assertThat(imports.byId(subject.id()).state()).isEqualTo(from);
        }
        return imports.byId(subject.id()).state();
    }
}
