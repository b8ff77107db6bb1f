package dev.orgworks.jobs.engine;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.NotFoundException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Tells failures that may pass from those that will come again: lost locks, connections and storage from wrong input, broken
 * proofs and faults of ours. The outermost cause that says anything decides.
 */
final class PassingFailure {

    private static final int DEEPEST_CAUSE = 50;

    private static final List<Class<? extends Throwable>> LASTING = List.of(
            InvalidInputException.class,
            ConflictException.class,
            NotFoundException.class,
            NoSuchFileException.class,
            FileNotFoundException.class,
            AccessDeniedException.class,
            CharacterCodingException.class,
            ZipException.class,
            EOFException.class);

    private static final List<Class<? extends Throwable>> PASSING = List.of(
            TransientDataAccessException.class,
            RecoverableDataAccessException.class,
            CannotCreateTransactionException.class,
            // a key that somebody took between plan and application
            DuplicateKeyException.class,
            SQLTransientException.class,
            SQLRecoverableException.class,
            IOException.class);

    /** The first two characters of SQLSTATE: no connection, transaction rolled back. */
    private static final Set<String> PASSING_STATES = Set.of("08", "40");

    /** Error numbers of MySQL and MariaDB. */
    private static final Set<Integer> PASSING_CODES = Set.of(
            1021, // disk full
            1026, // error writing a file
            1030, // error from the storage engine
            1037, // out of memory
            1038, // out of sort memory
            1040, // too many connections
            1041, // out of resources
            1053, // server shutdown
            1077, // normal shutdown
            1114, // table full: the tablespace cannot grow
            1158, // network: read
            1159, // network: read timeout
            1160, // network: write
            1161, // network: write timeout
            1180, // error during commit
            1203, // too many connections of the user
            1205, // lock wait timeout
            1213, // deadlock
            1226, // a limit of the user is reached
            1290, // read only: a server that is being switched over
            1317, // query interrupted
            1412, // table definition has changed
            1615, // prepared statement needs to be prepared again
            1637, // too many concurrent transactions
            1836, // read-only mode
            1927, // connection was killed (MariaDB)
            2006, // server has gone away
            2013, // lost connection
            3572, // lock not available at once
            4031 // disconnected for inactivity
            );

    private PassingFailure() {}

    /** Whether the same work may well succeed later. */
    static boolean mayPass(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            Throwable one = cause;
            if (LASTING.stream().anyMatch(lasting -> lasting.isInstance(one))) {
                return false;
            }
            if (PASSING.stream().anyMatch(passing -> passing.isInstance(one))
                    || (one instanceof SQLException sql && mayPass(sql))) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayPass(SQLException failure) {
        String state = failure.getSQLState();
        return PASSING_CODES.contains(failure.getErrorCode())
                || (state != null && state.length() >= 2 && PASSING_STATES.contains(state.substring(0, 2)));
    }
}
