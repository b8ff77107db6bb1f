package dev.orgworks.domain.sis;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the roster import.
 *
 * @param uploads the folder for uploads; default {@code var/uploads}
 * @param maxUploadSize the largest upload taken; default 2 GiB
 * @param chunkRows rows that one transaction stages or applies; default 2,000
 */
@ConfigurationProperties("orgworks.sis")
public record SisSettings(Path uploads, DataSize maxUploadSize, int chunkRows) {

    public SisSettings(@Nullable Path uploads, @Nullable DataSize maxUploadSize, @Nullable Integer chunkRows) {
        this(
                uploads == null ? Path.of("var", "uploads") : uploads,
                maxUploadSize == null ? DataSize.ofGigabytes(2) : maxUploadSize,
                chunkRows == null ? 2_000 : chunkRows);
    }
}
