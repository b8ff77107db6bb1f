package dev.orgworks.domain.jobs;

import dev.orgworks.domain.InvalidInputException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says that runs of a type may be scheduled; a bean of whoever owns the job. Types without one cannot be.
 *
 * <p>The payload of a scheduled run is the schedule's parameters, with {@link #SCHEDULE_ID} and, unless somebody ran it by
 * hand, {@link #SCHEDULED_FOR} besides.
 */
public interface SchedulableJob {

    /** The key of the payload under which the schedule's id stands. */
    String SCHEDULE_ID = "scheduleId";

    /** The key of the payload under which the scheduled instant stands, in ISO 8601. */
    String SCHEDULED_FOR = "scheduledFor";

    /** The type, as {@code job_run} names it. */
    String type();

    /**
     * Looks at the parameters of a schedule before it is stored.
     *
     * @param organizationId whose runs they will be; null: the platform's
     * @throws InvalidInputException when the job could not work with them; fields are named {@code parameters.x}
     */
    void check(@Nullable Long organizationId, Map<String, Object> parameters);

    /**
     * The request of each run, where it is to differ from the usual one, by which the runs of a schedule wait for each other:
     * another exclusive key or priority, or heavy. What is run, for whom and for which instant stays.
     */
    default RunRequest request(RunRequest usual) {
        return usual;
    }
}
