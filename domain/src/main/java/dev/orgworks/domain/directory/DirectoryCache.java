package dev.orgworks.domain.directory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Remembers what was read of the directory for as long as nothing in it changes, on any node. Inside a transaction nothing is
 * remembered nor recalled: it sees its own changes and the rows that it locked.
 */
@Component
public class DirectoryCache {

    /** In things remembered: some ten megabytes. */
    private static final long LARGEST = 20_000;

    private final DirectoryVersion version;
    private final Cache<Object, Remembered> cache;

    DirectoryCache(DirectoryVersion version) {
        this.version = version;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(LARGEST)
                .<Object, Remembered>weigher((key, remembered) -> remembered.weight())
                .build();
    }

    /** A value, and the version before it was read. */
    private record Remembered(Object value, long version) {

        int weight() {
            return value instanceof Collection<?> many ? 1 + many.size() : 1;
        }
    }

    /**
     * What a question of the directory has for an answer.
     *
     * @param question a value that stands for the question, and for no other of any kind; answers are of one type
     * @param read asks the database
     */
    @SuppressWarnings("unchecked")
    public <T> T get(Object question, Supplier<T> read) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return read.get();
        }
        long present = version.present();
        Remembered known = cache.getIfPresent(question);
        if (known == null || known.version() != present) {
            known = new Remembered(read.get(), present);
            if (!(known.value() instanceof Optional<?> found && found.isEmpty())) {
                cache.put(question, known);
            }
        }
        return (T) known.value();
    }
}
