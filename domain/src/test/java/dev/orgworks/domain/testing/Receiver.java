package dev.orgworks.domain.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Somebody's web server in this JVM, to which webhooks are sent: it answers 204, or what it is told. */
public final class Receiver implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Queue<Integer> statuses = new ArrayDeque<>();
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile String answer = "";
    private volatile String location = "";
    private volatile boolean hangs;

    /** A request as it came. */
    public record Received(String path, Map<String, List<String>> headers, String body) {

        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(entry -> entry.getValue().get(0))
                    .findFirst()
                    .orElse("");
        }
    }

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where it listens. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/hook";
    }

    /** Answers the next requests with these statuses. */
    public synchronized Receiver answers(Integer... next) {
        statuses.addAll(List.of(next));
        return this;
    }

    /** Says this with each answer. */
    public Receiver says(String text) {
        answer = text;
        return this;
    }

    /** Sends whoever calls somewhere else. */
    public Receiver redirectsTo(String url) {
        location = url;
        return this;
    }

    /** Answers nothing before it is closed. */
    public Receiver hangs() {
        hangs = true;
        return this;
    }

    /** What came so far. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(exchange.getRequestURI().getPath(), Map.copyOf(exchange.getRequestHeaders()), body));
        if (hangs) {
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        byte[] said = answer.getBytes(StandardCharsets.UTF_8);
        if (!location.isEmpty()) {
            exchange.getResponseHeaders().set("Location", location);
        }
        try (exchange) {
            int status = next();
            exchange.sendResponseHeaders(status, said.length == 0 || status == 204 ? -1 : said.length);
            if (said.length > 0 && status != 204) {
                exchange.getResponseBody().write(said);
            }
        }
    }

    private synchronized int next() {
        Integer next = statuses.poll();
        return next == null ? 204 : next;
    }

    @Override
    public void close() {
        open.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
