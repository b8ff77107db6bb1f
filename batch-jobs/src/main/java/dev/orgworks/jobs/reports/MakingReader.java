package dev.orgworks.jobs.reports;

import dev.orgworks.domain.reports.MakesFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Makes a file some rows at a time; each attempt begins it anew. Answers how many rows it has. */
final class MakingReader implements ItemStreamReader<Long> {

    private final Supplier<Optional<MakesFile>> makes;
    private @Nullable MakesFile making;

    MakingReader(Supplier<Optional<MakesFile>> makes) {
        this.makes = makes;
    }

    @Override
    public void open(ExecutionContext context) {
        making = makes.get().orElse(null);
    }

    @Override
    public @Nullable Long read() throws IOException {
        return making != null && making.more() ? making.rows() : null;
    }

    @Override
    public void close() {
        MakesFile closing = making;
        making = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (IOException e) {
                throw new UncheckedIOException("The file of the export cannot be closed", e);
            }
        }
    }
}
