package dev.orgworks.domain.webhooks;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Posts a delivery to its endpoint, as Standard Webhooks says. Redirects are not followed: they could lead where nobody may
 * call.
 */
@Component
class PostWebhook {

    private static final String AGENT = "Orgworks-Webhooks";

    private final CheckAddress check;
    private final WebhookSettings settings;
    private final InstantSource clock;
    private final HttpClient client;

    PostWebhook(CheckAddress check, WebhookSettings settings, InstantSource clock) {
        this.check = check;
        this.settings = settings;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(settings.timeout())
                .build();
    }

    PostOutcome post(ClaimedDelivery delivery) {
        Instant at = clock.instant();
        long began = System.nanoTime();
        try {
            URI address = URI.create(delivery.url());
            check.called(address.getHost());
            HttpResponse<String> answered = answer(request(delivery, address, at));
            int status = answered.statusCode();
            String error = status / 100 == 2 ? null : "The endpoint answered " + status;
            return outcome(at, began, status, error, answered.body());
        } catch (TimeoutException e) {
            return outcome(
                    at,
                    began,
                    null,
                    "Nothing was answered within " + settings.timeout().toSeconds() + " s",
                    null);
        } catch (ExecutionException e) {
            return outcome(at, began, null, words(e.getCause()), null);
        } catch (UnknownHostException e) {
            return outcome(at, began, null, words(e), null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return outcome(at, began, null, "The node was stopped meanwhile", null);
        }
    }

    private HttpRequest request(ClaimedDelivery delivery, URI address, Instant at) {
        String id = delivery.eventId().toString();
        return HttpRequest.newBuilder(address)
                .timeout(settings.timeout())
                .header("Content-Type", "application/json")
                .header("User-Agent", AGENT)
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(at.getEpochSecond()))
                .header("webhook-signature", SignWebhook.header(id, at, delivery.payload(), delivery.keys()))
                .POST(BodyPublishers.ofString(delivery.payload()))
                .build();
    }

    /** The client's own time limit ends with the head of an answer; this one holds for all of it. */
    private HttpResponse<String> answer(HttpRequest request)
            throws TimeoutException, ExecutionException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, head -> new FirstCharacters());
        try {
            return answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            answer.cancel(true);
        }
    }

    private static PostOutcome outcome(
            Instant at, long began, @Nullable Integer status, @Nullable String error, @Nullable String answer) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        return new PostOutcome(at, millis, status, error, answer == null || answer.isEmpty() ? null : answer);
    }

    /** Enough for whoever keeps the endpoint; nothing of our own network. */
    private static String words(@Nullable Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "The name of the endpoint's host stands for no address of the internet";
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return "The endpoint could not be reached in time";
        }
        if (cause instanceof ConnectException) {
            return "The endpoint could not be reached";
        }
        if (cause instanceof SSLException) {
            return "No encrypted connection could be made: " + cause.getMessage();
        }
        return cause instanceof IOException
                ? "The connection to the endpoint broke"
                : "The endpoint could not be called: " + (cause == null ? "" : cause.getMessage());
    }
}
