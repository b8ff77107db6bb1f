package dev.orgworks.domain.sis;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Turns an import from one state to the next: the only writer of its state. */
@Component
class TurnImport {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    TurnImport(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Turns it, if it is in one of some states.
     *
     * @return whether it was
     */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean turn(long importId, Set<ImportState> from, ImportState to) {
        from.stream().filter(state -> !state.mayBecome(to)).findAny().ifPresent(state -> {
            throw new IllegalArgumentException("After " + state + " no import becomes " + to);
        });
        boolean canBeRestarted = to == ImportState.FAILED || to == ImportState.CANCELLED;
        // left_state comes first: the assignments happen in their order
        return jdbc.sql("""
                                update sis_import
                                set left_state = if(:canBeRestarted and state in (:underWay), state, null),
                                    state = :to, finished_at = :finished
                                where id = :import and state in (:from)
                                """)
                        .param("canBeRestarted", canBeRestarted)
                        .param(
                                "underWay",
                                ImportState.underWay().stream().map(Enum::name).toList())
                        .param("to", to.name())
                        .param("finished", to.isFinished() ? Timestamp.from(clock.instant()) : null)
                        .param("import", importId)
                        .param("from", from.stream().map(Enum::name).toList())
                        .update()
                == 1;
    }

    /** The run of a failed or cancelled import goes on, and the import with it, where it stood. */
    @Transactional(propagation = Propagation.MANDATORY)
    void back(long importId) {
        jdbc.sql("""
                        update sis_import set state = left_state, left_state = null, finished_at = null
                        where id = :import and state in ('FAILED', 'CANCELLED') and left_state is not null
                        """).param("import", importId).update();
    }
}
