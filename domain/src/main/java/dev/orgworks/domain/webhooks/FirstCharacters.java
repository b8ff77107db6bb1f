package dev.orgworks.domain.webhooks;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads the beginning of an answer and passes over the rest, however long: nobody fills the memory, or the log, with it. */
final class FirstCharacters implements BodySubscriber<String> {

    private static final int MOST = 1_000;
    private static final int BYTES = 4 * MOST;

    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        begun.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] part = new byte[Math.min(buffer.remaining(), BYTES - bytes.size())];
            buffer.get(part);
            bytes.writeBytes(part);
        }
        Flow.Subscription begun = Objects.requireNonNull(subscription);
        if (bytes.size() < BYTES) {
            begun.request(1);
        } else {
            begun.cancel();
            onComplete();
        }
    }

    /** An answer that breaks off after its status has said what is needed. */
    @Override
    public void onError(Throwable broken) {
        onComplete();
    }

    @Override
    public void onComplete() {
        String read = bytes.toString(StandardCharsets.UTF_8);
        int characters = Math.min(MOST, read.codePointCount(0, read.length()));
        text.complete(read.substring(0, read.offsetByCodePoints(0, characters)));
    }
}
