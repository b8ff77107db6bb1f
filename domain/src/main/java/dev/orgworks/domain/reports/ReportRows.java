package dev.orgworks.domain.reports;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of a report as they were at one moment, whoever changes what meanwhile. */
public interface ReportRows extends AutoCloseable {

    /**
     * Some rows, in the order of the file.
     *
     * @param rows each with a cell for each column, as the database writes it, in UTF-8; an instant is UTC's date and time; null
     *     where there is nothing
     * @param lastKey the last row's key
     * @param revisions the sum of the rows' revisions
     */
    record Page(List<byte[] @Nullable []> rows, String lastKey, long revisions) {}

    /** The moment. */
    Instant asOf();

    /** How many rows there are. */
    long count();

    /** The page behind a key (null: the first); empty: there are no more. */
    Optional<Page> after(@Nullable String key);

    /** Whether the rows up to a key are, at this moment, as many as then and none of them has changed since. */
    boolean stillHolds(String key, long rows, long revisions);

    @Override
    void close();
}
