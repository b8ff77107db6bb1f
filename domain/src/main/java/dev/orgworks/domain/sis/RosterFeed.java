package dev.orgworks.domain.sis;

import dev.orgworks.domain.sis.RosterUnit.Repeat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads an upload once, on a thread of its own, and hands its rows out in units to whoever asks next.
 *
 * <p>Units that were staged before a crash are read again, since later rows may repeat theirs, but not handed out. Memory
 * holds a handful of units, whatever the upload's size; which keys were seen lies in a file.
 */
public final class RosterFeed implements AutoCloseable {

    /** Units that wait to be asked for. */
    private static final int WAITING = 2;

    private static final long PATIENCE_MILLIS = 100;

    /** What the thread hands over last. */
    private record End(@Nullable Throwable failure) {}

    private final RosterReader reader;
    private final SeenKeys ids;
    private final SeenKeys logins;
    private final NavigableMap<Long, Long> staged;
    private final int unitRows;
    private final BlockingQueue<Object> ready = new ArrayBlockingQueue<>(WAITING);
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Begins to read.
     *
     * @param staged the units staged already: the last row's number by the first one's
     * @param unitRows rows of a unit
     */
    RosterFeed(RosterReader reader, SeenKeys ids, SeenKeys logins, NavigableMap<Long, Long> staged, int unitRows) {
        this.reader = reader;
        this.ids = ids;
        this.logins = logins;
        this.staged = staged;
        this.unitRows = unitRows;
        this.thread = new Thread(this::read, "roster-feed");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /**
     * The next unit; null when there are no more. May be asked by several threads.
     *
     * @throws IOException when the upload cannot be read
     */
    public @Nullable RosterUnit next() throws IOException, InterruptedException {
        while (!closed) {
            Object next = ready.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            if (next instanceof RosterUnit unit) {
                return unit;
            }
            if (next instanceof End end) {
                // for the other threads
                ready.add(end);
                if (end.failure != null) {
                    throw new IOException("The upload cannot be read to its end", end.failure);
                }
                return null;
            }
        }
        return null;
    }

    private void read() {
        Throwable failure = null;
        try {
            boolean more = true;
            while (more && !closed) {
                more = readUnit();
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        } catch (InterruptedException e) {
            // closed
            return;
        }
        offer(new End(failure));
    }

    /** Whether the upload goes on. */
    private boolean readUnit() throws IOException, InterruptedException {
        Position start = reader.position();
        long first = start.row();
        Long stagedTo = staged.get(first);
        Long nextStaged = staged.higherKey(first);
        long behind = stagedTo != null
                ? stagedTo + 1
                : Math.min(first + unitRows, nextStaged == null ? Long.MAX_VALUE : nextStaged);
        List<RosterRow> rows = new ArrayList<>((int) (behind - first));
        List<Repeat> repeats = new ArrayList<>();
        RosterRow row = null;
        while (first + rows.size() < behind && (row = reader.next()) != null) {
            rows.add(row);
            noteRepeats(row, repeats);
        }
        if (stagedTo == null) {
            ready.put(new RosterUnit(start, reader.position(), rows, repeats));
        }
        // a staged unit without rows is the one that found the upload's end
        return first + rows.size() == behind && behind > first;
    }

    private void noteRepeats(RosterRow row, List<Repeat> repeats) throws IOException {
        String key = row.key();
        if (row.rejected() || key == null) {
            return;
        }
        int number = Math.toIntExact(row.number());
        long first = ids.add(SeenKeys.hash(key), number);
        if (first != 0) {
            repeats.add(new Repeat(Contest.ID, row.number(), first));
        }
        String login = row.loginKey();
        if (login != null && !row.removes()) {
            long firstLogin = logins.add(SeenKeys.hash(login), number);
            if (firstLogin != 0) {
                repeats.add(new Repeat(Contest.LOGIN, row.number(), firstLogin));
            }
        }
    }

    private void offer(End end) {
        try {
            while (!closed && !ready.offer(end, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                // the units before it are still to be taken
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops reading; may be called twice, on any thread. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
            reader.close();
            ids.close();
            logins.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ready.clear();
    }
}
