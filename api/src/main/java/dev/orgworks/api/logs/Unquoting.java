package dev.orgworks.api.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;

/**
 * Hands events on with throwables that quote nothing, whatever the format in which they are then written. Only the thread that
 * starts the application logs them whole: nobody has sent anything yet, and the operator needs to know what it is about.
 */
public final class Unquoting extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private final Appender<ILoggingEvent> next;
    private final Thread starter = Thread.currentThread();

    private Unquoting(Appender<ILoggingEvent> next) {
        this.next = next;
    }

    /** An appender that is started, and writes by way of another. */
    public static Unquoting before(Appender<ILoggingEvent> next) {
        Unquoting unquoting = new Unquoting(next);
        unquoting.setName(next.getName());
        unquoting.setContext(next.getContext());
        unquoting.start();
        return unquoting;
    }

    @Override
    protected void append(ILoggingEvent event) {
        next.doAppend(
                event.getThrowableProxy() == null || Thread.currentThread() == starter
                        ? event
                        : new UnquotedEvent(event, UnquotedThrowable.of(event.getThrowableProxy())));
    }

    @Override
    public void stop() {
        super.stop();
        next.stop();
    }
}
