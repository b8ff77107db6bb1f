package dev.orgworks.domain.reports;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows as text, so that what is written for some rows does not depend on those before: it can be gone on with. */
public interface WritesRows {

    /** What stands before all rows. */
    void head(OutputStream out) throws IOException;

    /** Writes rows, whose cells are as {@link ReportRows.Page} has them. */
    void rows(List<byte[] @Nullable []> rows, OutputStream out) throws IOException;
}
