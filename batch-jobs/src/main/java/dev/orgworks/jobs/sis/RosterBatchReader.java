package dev.orgworks.jobs.sis;

import dev.orgworks.domain.sis.Position;
import dev.orgworks.domain.sis.RosterReader;
import dev.orgworks.domain.sis.RosterRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Reads an upload in batches of rows; a restart seeks to the place behind the last batch that was staged. */
final class RosterBatchReader implements ItemStreamReader<RosterBatchReader.Batch> {

    /**
     * Rows that are staged together.
     *
     * @param end the place behind them
     */
    record Batch(List<RosterRow> rows, Position end) {

        long lastRow() {
            return rows.get(rows.size() - 1).number();
        }
    }

    private static final String OFFSET = "roster.offset";
    private static final String LINE = "roster.line";
    private static final String ROW = "roster.row";
    private static final String BLANK = "roster.blank";

    private final Function<@Nullable Position, RosterReader> opener;
    private final int rows;
    private @Nullable RosterReader reader;

    /**
     * @param opener opens the upload at a position; null: at its beginning
     * @param rows how many a batch
     */
    RosterBatchReader(Function<@Nullable Position, RosterReader> opener, int rows) {
        this.opener = opener;
        this.rows = rows;
    }

    @Override
    public void open(ExecutionContext context) {
        reader = opener.apply(
                context.containsKey(OFFSET)
                        ? new Position(
                                context.getLong(OFFSET),
                                context.getLong(LINE),
                                context.getLong(ROW),
                                context.getLong(BLANK))
                        : null);
    }

    @Override
    public @Nullable Batch read() throws IOException {
        RosterReader open = opened();
        List<RosterRow> batch = new ArrayList<>(rows);
        RosterRow row = null;
        while (batch.size() < rows && (row = open.next()) != null) {
            batch.add(row);
        }
        return batch.isEmpty() ? null : new Batch(batch, open.position());
    }

    @Override
    public void update(ExecutionContext context) {
        Position position = opened().position();
        context.putLong(OFFSET, position.byteOffset());
        context.putLong(LINE, position.line());
        context.putLong(ROW, position.row());
        context.putLong(BLANK, position.blankLines());
    }

    @Override
    public void close() {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (IOException e) {
            throw new ItemStreamException("The upload could not be closed", e);
        }
    }

    private RosterReader opened() {
        if (reader == null) {
            throw new IllegalStateException("The reader is not open");
        }
        return reader;
    }
}
