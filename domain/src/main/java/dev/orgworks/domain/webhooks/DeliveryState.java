package dev.orgworks.domain.webhooks;

/** Where a delivery stands. */
public enum DeliveryState {

    /** Waits for its turn, or for its endpoint to be enabled. */
    QUEUED,

    /** A node has taken it. */
    SENDING,

    /** The endpoint answered 2xx. */
    DELIVERED,

    /** Nobody will try again unless somebody asks for it. */
    DEAD
}
