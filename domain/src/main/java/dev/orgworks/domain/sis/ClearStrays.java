package dev.orgworks.domain.sis;

import dev.orgworks.domain.jobs.Clearing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes files of which no import knows: their process was killed between the file and the import's row. */
@Component
class ClearStrays implements Clearing {

    /** An upload may take hours until its import is written. */
    private static final Duration AGE = Duration.ofDays(2);

    private final JdbcClient jdbc;
    private final Uploads uploads;

    ClearStrays(JdbcClient jdbc, Uploads uploads) {
        this.jdbc = jdbc;
        this.uploads = uploads;
    }

    @Override
    public String name() {
        return "sis.strays";
    }

    @Override
    public int clear(Instant now, int limit) {
        List<String> page = new ArrayList<>();
        int cleared = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(uploads.file(""), "*.upload")) {
            for (Path file : files) {
                if (cleared + page.size() < limit && isOld(file, now)) {
                    page.add(file.getFileName().toString());
                }
                if (page.size() == limit) {
                    cleared += discard(page);
                    page.clear();
                }
            }
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cleared + discard(page);
    }

    private static boolean isOld(Path file, Instant now) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(AGE));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private int discard(List<String> names) {
        if (names.isEmpty()) {
            return 0;
        }
        Set<String> strays = new HashSet<>(names);
        jdbc.sql("select upload, roster from sis_import where upload in (:names) or roster in (:names)")
                .param("names", names)
                .query(rs -> {
                    strays.remove(rs.getString("upload"));
                    strays.remove(String.valueOf(rs.getString("roster")));
                });
        strays.forEach(uploads::discard);
        return strays.size();
    }
}
