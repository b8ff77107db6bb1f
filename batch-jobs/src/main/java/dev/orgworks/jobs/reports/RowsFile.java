package dev.orgworks.jobs.reports;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** A file that grows page by page, and knows the checksum of what it holds. */
final class RowsFile extends OutputStream {

    private static final int BUFFER = 1 << 16;

    private final FileChannel channel;
    private final CRC32C checksum = new CRC32C();

    private RowsFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens the file, which is made when it is missing. */
    static RowsFile open(Path path) throws IOException {
        return new RowsFile(
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** Cuts off what stands behind a position, if the file holds what was written up to there. */
    boolean goOnAt(ExportPosition position) throws IOException {
        checksum.reset();
        if (channel.size() < position.bytes()) {
            return false;
        }
        channel.truncate(position.bytes()).position(0);
        byte[] buffer = new byte[BUFFER];
        InputStream in = Channels.newInputStream(channel);
        int read;
        while ((read = in.read(buffer)) >= 0) {
            checksum.update(buffer, 0, read);
        }
        return checksum.getValue() == position.checksum();
    }

    /** Empties the file. */
    void clear() throws IOException {
        checksum.reset();
        channel.truncate(0).position(0);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        checksum.update(bytes, offset, length);
    }

    long bytes() throws IOException {
        return channel.position();
    }

    long checksum() {
        return checksum.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
