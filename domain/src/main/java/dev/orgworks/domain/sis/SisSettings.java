package dev.orgworks.domain.sis;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the roster import.
 *
 * @param uploads the folder for uploads; default {@code var/uploads}
 * @param maxUploadSize the largest upload taken, and the largest roster taken out of an archive; default 2 GiB
 * @param chunkRows rows that one transaction stages or applies; default 5,000
 * @param changeThresholdPercent the share of the learners that may change in one way before an import is held, if the
 *     upload does not say otherwise; default 20
 * @param changeThresholdCount how many learners may change in one way before an import is held, if the upload does not
 *     say otherwise; default 500
 * @param retention how long is kept what imports leave behind
 * @param maxArchiveEntries the most files in an uploaded archive; default 200
 * @param maxArchiveRatio how many times larger than its compressed form a file of an archive may be; default 200
 */
@ConfigurationProperties("orgworks.sis")
public record SisSettings(
        @DefaultValue("var/uploads") Path uploads,
        @DefaultValue("2GB") DataSize maxUploadSize,
        @DefaultValue("5000") int chunkRows,
        @DefaultValue("20") int changeThresholdPercent,
        @DefaultValue("500") long changeThresholdCount,
        @DefaultValue Retention retention,
        @DefaultValue("200") int maxArchiveEntries,
        @DefaultValue("200") int maxArchiveRatio) {

    /**
     * How long is kept what imports leave behind.
     *
     * @param plans how long a plan waits for somebody's decision; default 30 days
     * @param uploads how long an upload lies there behind its import's end; default 30 days
     * @param staging how long its plan and its rejected rows are kept behind that; default 30 days
     * @param journals how long an import can be undone; default 90 days
     */
    public record Retention(
            @DefaultValue("30d") Duration plans,
            @DefaultValue("30d") Duration uploads,
            @DefaultValue("30d") Duration staging,
            @DefaultValue("90d") Duration journals) {}
}
