package dev.orgworks.api.logs;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/** Puts {@link Unquoting} in front of whatever writes the log, as soon as Spring Boot has set that up. */
class QuoteNothing implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    private static final String ACCESS = "dev.orgworks.api.http.AccessLog";
    private static final int LINES = 4_096;

    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER + 1;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext context) {
            context.getLoggerList().forEach(QuoteNothing::putInFront);
            writeLater(context.getLogger(ACCESS), context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));
        }
    }

    /** No request waits until another one's line is written; a line is lost only when the process is killed just then. */
    private static void writeLater(Logger access, Logger root) {
        if (access.isAdditive()) {
            AsyncAppender later = new AsyncAppender();
            later.setContext(access.getLoggerContext());
            later.setQueueSize(LINES);
            later.setDiscardingThreshold(0);
            root.iteratorForAppenders().forEachRemaining(later::addAppender);
            later.start();
            access.setAdditive(false);
            access.addAppender(later);
        }
    }

    private static void putInFront(Logger logger) {
        List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
        logger.iteratorForAppenders().forEachRemaining(appenders::add);
        for (Appender<ILoggingEvent> appender : appenders) {
            if (!(appender instanceof Unquoting)) {
                logger.detachAppender(appender);
                logger.addAppender(Unquoting.before(appender));
            }
        }
    }
}
