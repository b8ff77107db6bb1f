package dev.orgworks.api.reports;

import dev.orgworks.domain.reports.ExportFile;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;

/** The file of an export, of which only what is read is fetched from the storage: what is skipped costs nothing. */
final class ExportResource extends AbstractResource {

    private final ExportFile file;

    ExportResource(ExportFile file) {
        this.file = file;
    }

    @Override
    public InputStream getInputStream() {
        return new Fetched(file);
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public long contentLength() {
        return file.size();
    }

    @Override
    public String getFilename() {
        return file.name();
    }

    @Override
    public String getDescription() {
        return "the file " + file.name();
    }

    private static final class Fetched extends InputStream {

        private final ExportFile file;
        private long position;
        private @Nullable InputStream open;

        Fetched(ExportFile file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (open == null) {
                open = file.from(position);
            }
            int read = open.read(bytes, offset, length);
            position += Math.max(0, read);
            return read;
        }

        @Override
        public long skip(long wanted) throws IOException {
            long skipped = Math.max(0, Math.min(wanted, file.size() - position));
            if (skipped > 0) {
                close();
                position += skipped;
            }
            return skipped;
        }

        @Override
        public void close() throws IOException {
            if (open != null) {
                open.close();
                open = null;
            }
        }
    }
}
