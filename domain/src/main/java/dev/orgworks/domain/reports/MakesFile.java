package dev.orgworks.domain.reports;

import java.io.IOException;

/** Makes a file that cannot be gone on with after a crash, some rows at a time, so that whoever waits sees how far it is. */
public interface MakesFile extends AutoCloseable {

    /** Does some more, about a second's worth; answers false, and has done nothing, when the file is complete. */
    boolean more() throws IOException;

    /** Rows done so far. */
    long rows();

    @Override
    void close() throws IOException;
}
