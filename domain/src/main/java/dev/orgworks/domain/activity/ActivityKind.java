package dev.orgworks.domain.activity;

/** What a learner did. */
public enum ActivityKind {
    /** Signed in; it is of no course and has no value. */
    LOGIN(false, Worth.NONE),
    /** Opened a lesson of a course; it has no value. */
    LESSON_STARTED(true, Worth.NONE),
    /** Finished a lesson of a course; the value is the minutes that he took, if they are known. */
    LESSON_COMPLETED(true, Worth.MINUTES),
    /** Took a quiz of a course; the value is his score in percent, 0 to 100. */
    QUIZ(true, Worth.PERCENT),
    /** Has come so far in a course; the value is how much of it he has done in percent, 0 to 100. */
    PROGRESS(true, Worth.PERCENT);

    /** What a value says. */
    enum Worth {
        NONE,
        MINUTES,
        PERCENT
    }

    private final boolean ofCourse;
    private final Worth worth;

    ActivityKind(boolean ofCourse, Worth worth) {
        this.ofCourse = ofCourse;
        this.worth = worth;
    }

    /** Whether it is of a course. */
    public boolean isOfCourse() {
        return ofCourse;
    }

    Worth worth() {
        return worth;
    }
}
