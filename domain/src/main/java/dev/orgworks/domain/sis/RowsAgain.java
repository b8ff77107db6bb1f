package dev.orgworks.domain.sis;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads single rows of a staged upload once more, by ascending numbers: from the unit in which each stands. */
final class RowsAgain implements AutoCloseable {

    private final JdbcClient jdbc;
    private final Uploads uploads;
    private final SisImport subject;
    private @Nullable RosterReader reader;
    private long unitEnd;

    RowsAgain(JdbcClient jdbc, Uploads uploads, SisImport subject) {
        this.jdbc = jdbc;
        this.uploads = uploads;
        this.subject = subject;
    }

    /** The row of a number that is higher than that of the row before. */
    RosterRow row(long number) {
        try {
            RosterReader open = reader;
            if (open == null || number > unitEnd) {
                open = open(number);
            }
            RosterRow row;
            do {
                row = open.next();
                if (row == null) {
                    throw new IllegalStateException("The upload of import " + subject.id() + " has no row " + number);
                }
            } while (row.number() < number);
            return row;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RosterReader open(long number) throws IOException {
        close();
        Position start = jdbc.sql("""
                        select * from sis_unit where import_id = :import and first_row <= :row
                        order by first_row desc limit 1
                        """)
                .param("import", subject.id())
                .param("row", number)
                .query((rs, index) -> {
                    unitEnd = rs.getLong("last_row");
                    return new Position(
                            rs.getLong("byte_offset"),
                            rs.getLong("line_no"),
                            rs.getLong("first_row"),
                            rs.getLong("blank_before"));
                })
                .single();
        RosterReader opened = uploads.read(subject, start);
        reader = opened;
        return opened;
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
