package dev.orgworks.domain.learners;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Draws ids for new learners. Whoever inserts learners draws their ids here; the table numbers nothing by itself. */
@Component
public class LearnerIds {

    private final JdbcClient jdbc;

    LearnerIds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Draws ids that nobody else gets, whatever becomes of the caller's transaction.
     *
     * @param count how many
     * @return the first of them; the others follow
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public long draw(long count) {
        jdbc.sql("update learner_ids set next_id = last_insert_id(next_id + :count)")
                .param("count", count)
                .update();
        return jdbc.sql("select last_insert_id()").query(Long.class).single() - count;
    }
}
