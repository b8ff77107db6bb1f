package dev.orgworks.domain.sis;

/** How a row can depend on others. What it does is settled when all rows are known. */
enum Contest {
    /** It repeats another row's id. */
    ID,
    /** It repeats another row's login. */
    LOGIN,
    /** The login that it wants is another learner's. */
    HELD,
    /** It frees its learner's login. */
    GIVES,
    /** It brings a removed learner back with the login that he had; another row may claim it. */
    TAKES
}
