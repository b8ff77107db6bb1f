package dev.orgworks.jobs.engine;

import dev.orgworks.domain.jobs.ClaimRun.Claim;
import dev.orgworks.domain.jobs.FindRuns;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.stereotype.Component;

/** Gives each run the maker of its steps. */
@Component
class MakeSteps {

    private final JobRepository repository;
    private final MakeChunkStep chunks;
    private final WorkSlices slices;
    private final FindRuns runs;
    private final Drain drain;

    MakeSteps(LiveRepository repository, MakeChunkStep chunks, WorkSlices slices, FindRuns runs, Drain drain) {
        this.repository = repository.get();
        this.chunks = chunks;
        this.slices = slices;
        this.runs = runs;
        this.drain = drain;
    }

    RunSteps of(String type, Claim claim) {
        return new RunSteps(type, repository, chunks, slices, new RunInterruption(claim, runs, drain));
    }
}
