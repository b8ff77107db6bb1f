package dev.orgworks.domain.webhooks;

/** Why an endpoint is disabled. */
public enum DisabledReason {

    /** Somebody wanted it. */
    BY_HAND,

    /** It answered 410, by which it says that it wants nothing any more. */
    GONE,

    /** It has done nothing but fail for too long. */
    FAILING
}
