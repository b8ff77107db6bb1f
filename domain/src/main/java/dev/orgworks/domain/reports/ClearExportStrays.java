package dev.orgworks.domain.reports;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Deletes files of which no export knows: their process was killed between the file and the export's row, or their export
 * failed. Younger ones are left alone: somebody may be at work on them.
 */
@Component
class ClearExportStrays implements Clearing {

    private static final Duration AGE = Duration.ofDays(2);
    private static final int PAGE = 500;

    /** {@code 12.rows}, {@code learners-12.xlsx}. */
    private static final Pattern WORK = Pattern.compile("(?:.*-)?(\\d{1,18})\\.[a-z]+");

    private final JdbcClient jdbc;
    private final ExportStore store;
    private final ReportSettings settings;

    ClearExportStrays(JdbcClient jdbc, ExportStore store, ReportSettings settings) {
        this.jdbc = jdbc;
        this.store = store;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "reports.strays";
    }

    @Override
    public int clear(Instant now, int limit) {
        Instant before = now.minus(AGE);
        try {
            int work = clearWork(before, limit);
            return work + clearStore(before, limit - work);
        } catch (IOException e) {
            throw new UncheckedIOException("Strays of exports cannot be deleted", e);
        }
    }

    /** Files of exports that are not under way any more. */
    private int clearWork(Instant before, int limit) throws IOException {
        int cleared = 0;
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(settings.folder().resolve("work"))) {
            for (Path file : files) {
                if (cleared < limit
                        && isOld(file, before)
                        && !isUnderWay(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                    cleared++;
                }
            }
        } catch (NoSuchFileException e) {
            return 0;
        }
        return cleared;
    }

    private static boolean isOld(Path file, Instant before) throws IOException {
        try {
            return Files.isRegularFile(file)
                    && Files.getLastModifiedTime(file).toInstant().isBefore(before);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private boolean isUnderWay(String name) {
        Matcher work = WORK.matcher(name);
        return work.matches()
                && jdbc.sql("select 1 from report_export where id = :id and state in ('QUEUED', 'RUNNING')")
                        .param("id", Long.valueOf(work.group(1)))
                        .query(Integer.class)
                        .optional()
                        .isPresent();
    }

    private int clearStore(Instant before, int limit) throws IOException {
        int cleared = 0;
        @Nullable String after = null;
        for (List<ExportStore.Listed> page = store.list(after, PAGE);
                !page.isEmpty() && cleared < limit;
                page = store.list(after, PAGE)) {
            for (String key : strays(page, before)) {
                if (cleared < limit) {
                    store.delete(key);
                    cleared++;
                }
            }
            after = page.get(page.size() - 1).key();
        }
        return cleared;
    }

    private Set<String> strays(List<ExportStore.Listed> page, Instant before) {
        List<String> old = new ArrayList<>();
        for (ExportStore.Listed listed : page) {
            if (listed.modifiedAt().isBefore(before)) {
                old.add(listed.key());
            }
        }
        if (old.isEmpty()) {
            return Set.of();
        }
        Set<String> strays = new HashSet<>(old);
        strays.removeAll(jdbc.sql("select stored_as from report_export where stored_as in (:keys)")
                .param("keys", old)
                .query(String.class)
                .set());
        return strays;
    }
}
