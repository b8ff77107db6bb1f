package dev.orgworks.domain.support;

/** What rules decide about. */
public enum SubjectType {
    TICKET,
    ESCALATION,
    REFUND
}
