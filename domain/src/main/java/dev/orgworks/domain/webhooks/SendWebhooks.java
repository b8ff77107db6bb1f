package dev.orgworks.domain.webhooks;

import dev.orgworks.domain.webhooks.ClaimDeliveries.Due;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends what is due, on threads of its own and outside any transaction. An endpoint, and an organization, has a share of them
 * only, so that one that hangs does not hold the others; an endpoint that has much waiting goes on by itself as long as half
 * of them are free. When the process ends, what is on its way is waited for.
 */
@Component
public class SendWebhooks implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SendWebhooks.class);
    private static final int OF_ENDPOINT = 4;
    private static final long BEHIND_TIMEOUT_SECONDS = 5;

    private final FreeDeliveries free;
    private final ClaimDeliveries claim;
    private final PostWebhook post;
    private final NoteDelivery note;
    private final WebhookSettings settings;
    private final Map<Long, Integer> ofEndpoint = new HashMap<>();
    private final Map<Long, Integer> ofOrganization = new HashMap<>();
    private ExecutorService threads = newThreads();
    private volatile boolean running = true;
    private int sending;

    SendWebhooks(
            FreeDeliveries free, ClaimDeliveries claim, PostWebhook post, NoteDelivery note, WebhookSettings settings) {
        this.free = free;
        this.claim = claim;
        this.post = post;
        this.note = note;
        this.settings = settings;
    }

    /** Begins to send all that is due now and for which there is a thread. */
    public void send() {
        if (!running) {
            return;
        }
        free.free();
        List<Due> due = new ArrayList<>(claim.due());
        Collections.shuffle(due);
        for (Due one : due) {
            serve(one);
        }
    }

    /** Whether nothing is on its way. */
    synchronized boolean isIdle() {
        return sending == 0;
    }

    private void serve(Due due) {
        int room = take(due);
        int taken = 0;
        try {
            for (ClaimedDelivery delivery :
                    room == 0 ? List.<ClaimedDelivery>of() : claim.claim(due.endpointId(), room)) {
                taken++;
                begin(due, delivery);
            }
        } finally {
            giveBack(due, room - taken);
        }
    }

    private synchronized void begin(Due due, ClaimedDelivery delivery) {
        if (running) {
            threads.execute(() -> deliver(due, delivery));
        } else {
            giveBack(due, 1);
            free.untouched(delivery);
        }
    }

    private void deliver(Due due, ClaimedDelivery first) {
        Optional<ClaimedDelivery> next = Optional.of(first);
        try {
            while (next.isPresent()) {
                note.note(next.get(), post.post(next.get()));
                next = isRoomy() ? claim.claim(due.endpointId(), 1).stream().findFirst() : Optional.empty();
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "What became of the webhook delivery {}, or of one behind it, was not noted; it will be sent once more",
                    first.id(),
                    e);
        } finally {
            giveBack(due, 1);
        }
    }

    private synchronized boolean isRoomy() {
        return running && sending <= settings.atOnce() / 2;
    }

    private synchronized int take(Due due) {
        int room = Math.min(
                settings.atOnce() - sending,
                Math.min(
                        OF_ENDPOINT - ofEndpoint.getOrDefault(due.endpointId(), 0),
                        Math.max(1, settings.atOnce() / 2) - ofOrganization.getOrDefault(due.organizationId(), 0)));
        int taken = running ? Math.max(0, room) : 0;
        add(due, taken);
        return taken;
    }

    private synchronized void giveBack(Due due, int threadsOfIt) {
        add(due, -threadsOfIt);
    }

    private void add(Due due, int more) {
        sending += more;
        ofEndpoint.merge(due.endpointId(), more, SendWebhooks::sumOrNone);
        ofOrganization.merge(due.organizationId(), more, SendWebhooks::sumOrNone);
    }

    @SuppressWarnings("NullAway") // null removes the entry
    private static Integer sumOrNone(Integer present, Integer more) {
        return present + more == 0 ? null : Integer.valueOf(present + more);
    }

    private static ExecutorService newThreads() {
        return Executors.newCachedThreadPool(task -> {
            Thread daemon = new Thread(task, "webhooks");
            daemon.setDaemon(true);
            return daemon;
        });
    }

    @Override
    public synchronized void start() {
        if (!running) {
            threads = newThreads();
            running = true;
        }
    }

    @Override
    public void stop() {
        ExecutorService ending;
        synchronized (this) {
            running = false;
            ending = threads;
            ending.shutdown();
        }
        try {
            if (!ending.awaitTermination(settings.timeout().toSeconds() + BEHIND_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Webhooks are still on their way; what is not noted is sent again after the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
