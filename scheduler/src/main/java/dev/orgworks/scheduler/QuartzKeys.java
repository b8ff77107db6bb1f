package dev.orgworks.scheduler;

import java.util.UUID;
import org.quartz.JobKey;
import org.quartz.TriggerKey;

/** The names that this application uses in Quartz's store; changing one orphans what is stored. */
final class QuartzKeys {

    /** The one job that carries runs out. */
    static final JobKey RUN = new JobKey("run", "orgworks");

    /** The sweeper. */
    static final JobKey SWEEP = new JobKey("sweep", "orgworks");

    /** The daily housekeeping. */
    static final JobKey HOUSEKEEPING = new JobKey("housekeeping", "orgworks");

    /** The sender of letters. */
    static final JobKey MAIL = new JobKey("mail", "orgworks");

    /** The sender of webhooks. */
    static final JobKey WEBHOOKS = new JobKey("webhooks", "orgworks");

    /** The upkeep of licences that is due. */
    static final JobKey LICENSES = new JobKey("licenses", "orgworks");

    /** The whole upkeep of licences. */
    static final JobKey LICENSES_NIGHT = new JobKey("licensesNight", "orgworks");

    /** The rollups of organizations whose day has turned. */
    static final JobKey METRICS = new JobKey("metrics", "orgworks");

    /** The rollups of reports' summaries. */
    static final JobKey SUMMARIES = new JobKey("summaries", "orgworks");

    /** The group of the triggers of {@link #RUN}. */
    static final String RUNS = "runs";

    private QuartzKeys() {}

    /** A new trigger of {@link #RUN}. */
    static TriggerKey trigger() {
        return new TriggerKey(UUID.randomUUID().toString(), RUNS);
    }
}
