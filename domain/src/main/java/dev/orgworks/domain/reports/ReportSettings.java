package dev.orgworks.domain.reports;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of reports.
 *
 * @param folder where exports are made, and finished files lie unless another storage is set; default {@code var/reports}
 * @param storage where finished files lie; default in the folder
 * @param pageRows rows that are read and written at a time; default 20,000
 * @param retention how long a finished file lies there; default 30 days
 * @param attachUpTo how large a file may be that goes with a letter in place of a link, at most 5 MB; default 256 KB
 */
@ConfigurationProperties("orgworks.reports")
public record ReportSettings(
        @DefaultValue("var/reports") Path folder,
        @DefaultValue("folder") Storage storage,
        @DefaultValue("20000") int pageRows,
        @DefaultValue("30d") Duration retention,
        @DefaultValue("256KB") DataSize attachUpTo) {

    /** Where finished files lie. */
    public enum Storage {
        FOLDER,
        S3
    }
}
