package dev.orgworks.domain.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class StoreInFolderTest extends ExportStoreContract {

    private final Path folder;

    StoreInFolderTest(@TempDir Path folder) {
        super(folder);
        this.folder = folder;
    }

    @Override
    ExportStore store() {
        return new StoreInFolder(new ReportSettings(
                folder.resolve("reports"),
                ReportSettings.Storage.FOLDER,
                1000,
                Duration.ofDays(30),
                DataSize.ofKilobytes(256)));
    }

    @Test
    void aFileOfTheSameFileSystemIsNotCopied() throws Exception {
        Path file = Files.writeString(folder.resolve("work"), "once");

        store().put("1/learners-1.csv", file, "text/csv");

        assertThat(Files.isSameFile(file, folder.resolve("reports/files/1/learners-1.csv")))
                .isTrue();
    }
}
