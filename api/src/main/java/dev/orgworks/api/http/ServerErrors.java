package dev.orgworks.api.http;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.Container;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Gives the contract's shape to what the web server refuses by itself, before any of our filters sees it. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class ServerErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final Logger LOG = LoggerFactory.getLogger(ServerErrors.class);

    private final ObjectProvider<Failures> failures;

    /** @param failures which are made later than the web server */
    ServerErrors(ObjectProvider<Failures> failures) {
        this.failures = failures;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> {
            Container host = context.getParent();
            if (host instanceof StandardHost standard) {
                standard.setErrorReportValveClass(Report.class.getName());
            }
            // behind Spring Boot's own, so that this one is asked first
            host.getPipeline().addValve(new Report(failures));
        });
    }

    private static final class Report extends ErrorReportValve {

        private final ObjectProvider<Failures> failures;

        Report(ObjectProvider<Failures> failures) {
            this.failures = failures;
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            HttpStatus status = HttpStatus.resolve(response.getStatus());
            if (status == null
                    || !status.isError()
                    || response.getContentWritten() > 0
                    || !response.setErrorReported()
                    || !isOpen(response)) {
                return;
            }
            try {
                RequestIds.note(request, response);
                SafeHeaders.set(request, response);
                LOG.info("{} by the web server, before any route was looked for", status.value());
                failures.getObject().write(ContainerErrors.failure(status), request, response);
                response.finishResponse();
            } catch (IOException e) {
                LOG.debug("Who sent what is hardly HTTP does not wait for the answer", e);
            } finally {
                RequestIds.forget();
            }
        }

        private static boolean isOpen(Response response) {
            AtomicBoolean open = new AtomicBoolean();
            response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, open);
            return open.get();
        }
    }
}
