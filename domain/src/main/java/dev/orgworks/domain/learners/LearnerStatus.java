package dev.orgworks.domain.learners;

/** Whether a learner may use what the organization gives. */
public enum LearnerStatus {
    /** Uses the organization's seats and courses. */
    ACTIVE,
    /** Known and visible, shut out until reinstated. */
    SUSPENDED,
    /** Left: hidden from lists unless asked for, its login free for somebody else; an import or an administrator can revive it. */
    REMOVED
}
