package dev.orgworks.domain.reports;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of reports.
 *
 * @param folder where exports are made, and finished files lie unless another storage is set; default {@code var/reports}
 * @param storage where finished files lie; default in the folder
 * @param pageRows rows that are read and written at a time; default 20,000
 * @param retention how long a finished file lies there; default 30 days
 */
@ConfigurationProperties("orgworks.reports")
public record ReportSettings(
        @DefaultValue("var/reports") Path folder,
        @DefaultValue("folder") Storage storage,
        @DefaultValue("20000") int pageRows,
        @DefaultValue("30d") Duration retention) {

    /** Where finished files lie. */
    public enum Storage {
        FOLDER,
        S3
    }
}
