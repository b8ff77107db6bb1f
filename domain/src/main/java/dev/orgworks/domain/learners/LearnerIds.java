package dev.orgworks.domain.learners;

import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Draws ids for new learners. Whoever inserts learners draws their ids here; the table numbers nothing by itself. */
@Component
public class LearnerIds {

    private static final int STOCK = 1_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate own;
    private final ConcurrentLinkedQueue<Long> stock = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inStock = new AtomicInteger();

    LearnerIds(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Makes sure that {@link #next} finds ids in stock. To be called where many may ask at once, before their transactions
     * begin: one that draws while it holds a connection needs a second one, and when all do so none gets any.
     */
    public void replenish() {
        if (inStock.get() < STOCK / 2) {
            long first = draw(STOCK);
            for (long id = first; id < first + STOCK; id++) {
                stock.add(id);
            }
            inStock.addAndGet(STOCK);
        }
    }

    /** One id that nobody else gets. */
    public long next() {
        Long id = stock.poll();
        if (id == null) {
            return draw(1);
        }
        inStock.decrementAndGet();
        return id;
    }

    /**
     * Draws ids that nobody else gets, whatever becomes of the caller's transaction.
     *
     * @param count how many
     * @return the first of them; the others follow
     */
    public long draw(long count) {
        Long end = own.execute(status -> {
            jdbc.sql("update learner_ids set next_id = last_insert_id(next_id + :count)")
                    .param("count", count)
                    .update();
            return jdbc.sql("select last_insert_id()").query(Long.class).single();
        });
        return Objects.requireNonNull(end) - count;
    }
}
