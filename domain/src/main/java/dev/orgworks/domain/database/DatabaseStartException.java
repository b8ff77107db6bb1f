package dev.orgworks.domain.database;

import org.jspecify.annotations.Nullable;

/** The database cannot be used. The message is one line for the operator: what, where, and how to mend it. */
public class DatabaseStartException extends RuntimeException {

    public DatabaseStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
