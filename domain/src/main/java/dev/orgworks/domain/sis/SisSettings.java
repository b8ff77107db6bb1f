package dev.orgworks.domain.sis;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the roster import.
 *
 * @param uploads the folder for uploads; default {@code var/uploads}
 * @param maxUploadSize the largest upload taken; default 2 GiB
 * @param chunkRows rows that one transaction stages or applies; default 2,000
 */
@ConfigurationProperties("orgworks.sis")
public record SisSettings(
        @DefaultValue("var/uploads") Path uploads,
        @DefaultValue("2GB") DataSize maxUploadSize,
        @DefaultValue("2000") int chunkRows) {}
