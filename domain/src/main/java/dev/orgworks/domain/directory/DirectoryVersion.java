package dev.orgworks.domain.directory;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The number of changes of the directory so far, kept in the database: so a node notices what another one changed. While
 * somebody asks it is looked at every 10 milliseconds by one of those who do; the others wait only for a look that takes more
 * than a second. What this node changed it knows at once.
 */
@Component
public class DirectoryVersion {

    private static final Duration LIFE = Duration.ofMillis(10);

    /** For so long a node may answer at most as if another one had not changed anything. */
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(1);

    private static final Long UNKNOWN = -1L;

    private final JdbcClient jdbc;
    private final ReentrantLock looking = new ReentrantLock();
    private final ThreadLocal<@Nullable Long> seen = new ThreadLocal<>();
    private volatile @Nullable Look last;

    DirectoryVersion(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What the version was, and since when at the latest, in nanoseconds of {@link System#nanoTime}. */
    private record Look(long version, long begun) {

        boolean isYoungerThan(Duration age) {
            return System.nanoTime() - begun < age.toNanos();
        }
    }

    /** Something that is done with one look at the version. */
    @FunctionalInterface
    public interface Work<A extends Exception, B extends Exception> {

        void run() throws A, B;
    }

    /** Does something for which the version at its first look will do, unless it changes the directory itself. */
    public <A extends Exception, B extends Exception> void once(Work<A, B> work) throws A, B {
        seen.set(UNKNOWN);
        try {
            work.run();
        } finally {
            seen.remove();
        }
    }

    /** The version that holds, as far as this node can know. */
    long present() {
        Long known = seen.get();
        if (known == null) {
            return look();
        }
        if (known.equals(UNKNOWN)) {
            known = look();
            seen.set(known);
        }
        return known;
    }

    /** Counts a change that the present transaction makes; the last lock that it takes. */
    public void changed() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("The directory changes in transactions only");
        }
        jdbc.sql("update directory_version set version = version + 1 where id = 1")
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                forget();
            }
        });
    }

    private long look() {
        Look known = last;
        if (known != null && known.isYoungerThan(LIFE)) {
            return known.version();
        }
        if (looking.tryLock()) {
            return lookAgain();
        }
        if (known != null && known.isYoungerThan(LONGEST_LIFE)) {
            return known.version();
        }
        looking.lock();
        return lookAgain();
    }

    /** A change of this node waits for it, or the answer could be older than the change and be believed. */
    private long lookAgain() {
        try {
            Look known = last;
            if (known != null && known.isYoungerThan(LIFE)) {
                return known.version();
            }
            long begun = System.nanoTime();
            long version = jdbc.sql("select version from directory_version where id = 1")
                    .query(Long.class)
                    .single();
            last = new Look(version, begun);
            return version;
        } finally {
            looking.unlock();
        }
    }

    private void forget() {
        looking.lock();
        try {
            last = null;
        } finally {
            looking.unlock();
        }
        if (seen.get() != null) {
            seen.set(UNKNOWN);
        }
    }
}
