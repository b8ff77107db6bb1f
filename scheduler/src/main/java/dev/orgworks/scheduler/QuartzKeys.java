package dev.orgworks.scheduler;

import dev.orgworks.domain.database.BinaryUuid;
import java.util.HexFormat;
import java.util.UUID;
import org.quartz.JobKey;
import org.quartz.TriggerKey;

/** The names that this application uses in Quartz's store; changing one orphans what is stored. */
final class QuartzKeys {

    /** The one job that carries runs out. */
    static final JobKey RUN = new JobKey("run", "orgworks");

    /** The sweeper. */
    static final JobKey SWEEP = new JobKey("sweep", "orgworks");

    /** The key of a trigger's data map under which the run's id stands. */
    static final String RUN_ID = "runId";

    /** The key under which stands whether the run is to be taken over, {@code true} or {@code false}. */
    static final String TAKE_OVER = "takeOver";

    /** The group of the triggers of runs. */
    static final String RUNS = "runs";

    private QuartzKeys() {}

    /** The trigger of a run: SQL can make the same name, as {@code lower(hex(id))}. */
    static TriggerKey trigger(UUID runId) {
        return new TriggerKey(HexFormat.of().formatHex(BinaryUuid.bytes(runId)), RUNS);
    }
}
