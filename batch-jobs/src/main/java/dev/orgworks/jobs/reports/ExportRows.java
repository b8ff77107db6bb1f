package dev.orgworks.jobs.reports;

import dev.orgworks.domain.jobs.ReportProgress;
import dev.orgworks.domain.reports.AdvanceExport;
import dev.orgworks.domain.reports.MakeExport;
import dev.orgworks.domain.reports.ReportExport;
import dev.orgworks.domain.reports.ReportRows;
import dev.orgworks.domain.reports.ReportSources;
import dev.orgworks.domain.reports.WritesRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.commons.io.output.UnsynchronizedByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Reads an export's rows from a snapshot and writes them to its file, page by page. While one page is written the next is read.
 *
 * <p>A snapshot ends with the process that holds it. An attempt that goes on after a crash has a snapshot of its own, and so
 * looks whether the rows that were written are still the same in that: then the file is gone on with, and shows the moment of
 * the new snapshot; else it is begun anew.
 */
final class ExportRows implements ItemStreamReader<ReportRows.Page>, ItemWriter<ReportRows.Page> {

    private static final int BYTES_OF_PAGE = 1 << 20;

    private final Supplier<ReportExport> found;
    private final ReportSources sources;
    private final MakeExport make;
    private final AdvanceExport advance;
    private final ReportProgress progress;
    private @Nullable Open open;

    /** @param export asked when the step begins */
    ExportRows(
            Supplier<ReportExport> export,
            ReportSources sources,
            MakeExport make,
            AdvanceExport advance,
            ReportProgress progress) {
        this.found = export;
        this.sources = sources;
        this.make = make;
        this.advance = advance;
        this.progress = progress;
    }

    @Override
    public void open(ExecutionContext context) {
        ReportExport export = found.get();
        ReportRows rows = sources.open(export.organizationId(), export.definition());
        try {
            RowsFile file = RowsFile.open(make.rowsFile(export));
            Open opened = new Open(export, rows, file, make.rows(export, sources.columns(export.definition())));
            open = opened;
            opened.begin(ExportPosition.of(context));
            advance.read(export.runId(), rows.asOf(), opened.position().rows());
        } catch (IOException e) {
            throw new UncheckedIOException("The file of the export cannot be begun", e);
        }
    }

    @Override
    public ReportRows.@Nullable Page read() {
        return opened().next();
    }

    @Override
    public void write(Chunk<? extends ReportRows.Page> chunk) throws IOException {
        Open writing = opened();
        for (ReportRows.Page page : chunk) {
            writing.append(page);
        }
        long rows = writing.position().rows();
        advance.rows(writing.export.runId(), rows);
        progress.progress(writing.export.runId(), "rows", rows, writing.total);
    }

    @Override
    public void update(ExecutionContext context) {
        opened().position().save(context);
    }

    @Override
    public void close() {
        Open closing = open;
        open = null;
        if (closing != null) {
            closing.close();
        }
    }

    private Open opened() {
        return Objects.requireNonNull(open, "The step is not open");
    }

    /** What is held while the step runs. */
    private static final class Open {

        private final ReportExport export;
        private final ReportRows rows;
        private final RowsFile file;
        private final WritesRows format;
        private final long total;
        private final UnsynchronizedByteArrayOutputStream text = UnsynchronizedByteArrayOutputStream.builder()
                .setBufferSize(BYTES_OF_PAGE)
                .get();
        private final ExecutorService ahead = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "report-rows");
            thread.setDaemon(true);
            return thread;
        });
        private @Nullable ExportPosition position;
        private @Nullable Future<Optional<ReportRows.Page>> next;

        Open(ReportExport export, ReportRows rows, RowsFile file, WritesRows format) {
            this.export = export;
            this.rows = rows;
            this.file = file;
            this.format = format;
            this.total = rows.count();
        }

        void begin(@Nullable ExportPosition saved) throws IOException {
            if (saved != null && file.goOnAt(saved) && saved.holds(rows)) {
                position = saved;
            } else {
                file.clear();
                format.head(text);
                write();
                position = ExportPosition.start(file.bytes(), file.checksum());
            }
            String key = position.key();
            next = ahead.submit(() -> rows.after(key));
        }

        ExportPosition position() {
            return Objects.requireNonNull(position);
        }

        ReportRows.@Nullable Page next() {
            try {
                Optional<ReportRows.Page> page = Objects.requireNonNull(next).get();
                page.ifPresent(read -> next = ahead.submit(() -> rows.after(read.lastKey())));
                return page.orElse(null);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Reading the rows was interrupted", e);
            }
        }

        void append(ReportRows.Page page) throws IOException {
            format.rows(page.rows(), text);
            write();
            position = position().behind(page, file.bytes(), file.checksum());
        }

        private void write() throws IOException {
            text.writeTo(file);
            text.reset();
        }

        void close() {
            ahead.shutdownNow();
            try (rows;
                    file) {
                Future<Optional<ReportRows.Page>> reading = next;
                if (reading != null && !reading.isDone()) {
                    reading.get();
                }
            } catch (IOException | ExecutionException e) {
                throw new IllegalStateException("The snapshot and the file of the export cannot be closed", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
