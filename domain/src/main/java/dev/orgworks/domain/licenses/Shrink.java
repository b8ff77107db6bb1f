package dev.orgworks.domain.licenses;

/** Who loses his seat when a pool gets fewer than are held. */
public enum Shrink {
    /** Nobody: the pool stays as it is. */
    REFUSE(""),
    /** Whoever got his seat last. */
    NEWEST("order by given_at desc, id desc"),
    /** Whoever has not used his seat for the longest time; one that was not used yet counts from when it was given. */
    IDLE_LONGEST("order by coalesce(last_used_at, given_at), id"),
    /** Whoever is named, in that order; there must be enough of them. */
    LIST("and learner_id in (:learners) order by field(learner_id, :learners)");

    private final String choice;

    Shrink(String choice) {
        this.choice = choice;
    }

    /** The end of the statement that selects the live seats of a pool. */
    String choice() {
        return choice;
    }
}
