package dev.orgworks.domain.sis;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes down what somebody decides about a plan that waits. */
@Component
class WaitingPlan {

    private final JdbcClient jdbc;
    private final TurnImport turn;
    private final FindImports imports;
    private final RecordAudit audit;
    private final InstantSource clock;

    WaitingPlan(JdbcClient jdbc, TurnImport turn, FindImports imports, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.turn = turn;
        this.imports = imports;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A decision.
     *
     * @param name what it is called in the audit: {@code import.rejected}
     * @param from the states in which it can be made
     * @param to the state that it leads to
     * @param note why; null when nothing was said
     */
    record Decision(
            String name,
            Set<ImportState> from,
            ImportState to,
            @Nullable String note) {}

    /**
     * Decides.
     *
     * @throws ConflictException when the import is in none of the decision's states; its code names them: {@code ONLY_HELD}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void decide(Actor actor, SisImport subject, Decision decision) {
        if (!turn.turn(subject.id(), decision.from(), decision.to())) {
            throw refusal(imports.byId(subject.id()), decision.from());
        }
        jdbc.sql("""
                        update sis_import set decided_by = :by, decided_at = :now, decision_note = :note
                        where id = :import
                        """)
                .param("by", actor.name())
                .param("now", Timestamp.from(clock.instant()))
                .param("note", decision.note())
                .param("import", subject.id())
                .update();
        Map<String, Object> after = new LinkedHashMap<>();
        after.put("state", decision.to());
        if (decision.note() != null) {
            after.put("note", decision.note());
        }
        audit.record(
                actor,
                new AuditEntry(
                        subject.organizationId(),
                        decision.name(),
                        "import",
                        subject.id(),
                        Map.of("state", subject.state()),
                        after));
    }

    /** Why an act that some states allow does not go with an import's state. */
    static ConflictException refusal(SisImport subject, Set<ImportState> allowed) {
        Set<ImportState> states = EnumSet.copyOf(allowed);
        return new ConflictException(
                "ONLY_" + states.stream().map(Enum::name).collect(Collectors.joining("_OR_")),
                "The import is %s; this can be done only while it is %s"
                        .formatted(
                                subject.state(), states.stream().map(Enum::name).collect(Collectors.joining(" or "))));
    }
}
