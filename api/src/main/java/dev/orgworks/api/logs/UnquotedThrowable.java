package dev.orgworks.api.logs;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A throwable without its message, and so are its causes: databases quote the value that they refuse, parsers the text that they
 * cannot read. Of an SQLException the numbers are told, and the words where it is about the connection, which carries no values.
 */
record UnquotedThrowable(IThrowableProxy whole) implements IThrowableProxy {

    /** As in the audit. */
    private static final String HIDDEN = "[hidden]";

    /** The class of SQLSTATE for connections (ISO 9075). */
    private static final String CONNECTION = "08";

    static UnquotedThrowable of(IThrowableProxy whole) {
        return new UnquotedThrowable(whole);
    }

    @Override
    public String getMessage() {
        if (whole instanceof ThrowableProxy proxy && proxy.getThrowable() instanceof SQLException e) {
            String state = String.valueOf(e.getSQLState());
            return "SQLSTATE " + state + ", error " + e.getErrorCode() + ": "
                    + (state.startsWith(CONNECTION) ? e.getMessage() : HIDDEN);
        }
        return HIDDEN;
    }

    @Override
    public @Nullable String getOverridingMessage() {
        return null;
    }

    @Override
    public String getClassName() {
        return whole.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
        return whole.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
        return whole.getCommonFrames();
    }

    @Override
    public @Nullable IThrowableProxy getCause() {
        return whole.getCause() == null ? null : of(whole.getCause());
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
        IThrowableProxy[] suppressed = whole.getSuppressed();
        return suppressed == null
                ? new IThrowableProxy[0]
                : Arrays.stream(suppressed).map(UnquotedThrowable::of).toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
        return whole.isCyclic();
    }
}
