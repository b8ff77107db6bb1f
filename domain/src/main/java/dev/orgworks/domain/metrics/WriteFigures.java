package dev.orgworks.domain.metrics;

import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes figures of the sums of days: first what goes on from day to day, then period by period, then what follows from them. */
@Component
public class WriteFigures {

    private final CountActive active;
    private final WritePeriods periods;
    private final EndRollup end;

    WriteFigures(CountActive active, WritePeriods periods, EndRollup end) {
        this.active = active;
        this.periods = periods;
        this.end = end;
    }

    /** When all open days are summed up, and before any period is written. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(long organizationId) {
        active.count(organizationId);
    }

    /** Writes the periods of a unit, behind those of the units before it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(long organizationId, FindOpen.Periods unit) {
        periods.write(organizationId, unit);
    }

    /**
     * When all periods are written; nothing is open any more.
     *
     * @return how many days were summed up and periods written, and what the days hold
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Long> end(long organizationId) {
        return end.end(organizationId);
    }
}
