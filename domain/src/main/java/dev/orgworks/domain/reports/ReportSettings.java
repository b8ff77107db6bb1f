package dev.orgworks.domain.reports;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of reports.
 *
 * @param folder where exports are made, and finished ones lie unless another storage is set; default {@code var/reports}
 * @param pageRows rows that are read and written at a time; default 20,000
 * @param retention how long a finished file lies there; default 30 days
 */
@ConfigurationProperties("orgworks.reports")
public record ReportSettings(
        @DefaultValue("var/reports") Path folder,
        @DefaultValue("20000") int pageRows,
        @DefaultValue("30d") Duration retention) {}
