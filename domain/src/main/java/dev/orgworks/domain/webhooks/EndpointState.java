package dev.orgworks.domain.webhooks;

/** Whether an endpoint is told anything. */
public enum EndpointState {
    ENABLED,

    /** Nothing new is queued for it, and what was queued waits. */
    DISABLED
}
