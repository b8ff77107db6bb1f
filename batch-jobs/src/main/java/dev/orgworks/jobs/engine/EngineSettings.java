package dev.orgworks.jobs.engine;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the engine.
 *
 * @param threads how many threads of this node work on one parallel step, the run's own among them; default 2
 */
@ConfigurationProperties("orgworks.engine")
public record EngineSettings(@DefaultValue("2") int threads) {

    public EngineSettings {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "orgworks.engine.threads is " + threads + ", but a run needs one at least");
        }
    }
}
