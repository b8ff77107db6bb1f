package dev.orgworks.api.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A test of the support desk from outside. */
abstract class DeskTest extends ApiTest {

    static final JsonMapper JSON = JsonMapper.shared();

    /** The desk of a new organization. */
    Desk desk() {
        return desk(tenant());
    }

    Desk desk(Tenant tenant) {
        return new Desk("/organizations/" + tenant.uuid(), somebody("ADMIN", tenant));
    }

    static ObjectNode json(String text) {
        return (ObjectNode) JSON.readTree(text);
    }

    /** How many SQL statements on the desk's tables a request costs; what others do meanwhile does not count. */
    static int statements(Function<String, Answer> request) {
        String id = UUID.randomUUID().toString();
        AtomicInteger count = new AtomicInteger();
        Logger log = (Logger) LoggerFactory.getLogger("org.springframework.jdbc.core.JdbcTemplate");
        Level before = log.getLevel();
        AppenderBase<ILoggingEvent> counting = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getMDCPropertyMap().containsValue(id)
                        && event.getFormattedMessage().contains("support_")) {
                    count.incrementAndGet();
                }
            }
        };
        counting.start();
        log.addAppender(counting);
        log.setLevel(Level.DEBUG);
        try {
            request.apply(id).expect(200);
        } finally {
            log.setLevel(before);
            log.detachAppender(counting);
        }
        return count.get();
    }
}
