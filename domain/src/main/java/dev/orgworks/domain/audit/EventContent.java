package dev.orgworks.domain.audit;

import dev.orgworks.domain.database.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What an event tells, as the database keeps it: {@code at} in whole microseconds. */
record EventContent(
        @Nullable Long organizationId,
        Instant at,
        String actor,
        String action,
        String targetType,
        String targetId,
        @Nullable String before,
        @Nullable String after,
        @Nullable String requestId,
        @Nullable String correlationId) {

    /** What stands for the hash of the event before the first. */
    static final String NONE = "0".repeat(64);

    /** The chain that it belongs to: the organization, or 0 for the platform. */
    long chain() {
        return organizationId == null ? 0 : organizationId;
    }

    /**
     * The event's hash at a place of its chain. A column's value goes in as a byte 1, its length in bytes (four bytes, the
     * highest first) and its UTF-8; null as a byte 0. So no two events have the same bytes.
     */
    String hash(long sequence, String previousHash) {
        MessageDigest digest = Sha256.digest();
        add(digest, organizationId == null ? null : organizationId.toString());
        add(digest, Long.toString(sequence));
        add(digest, previousHash);
        add(digest, Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at)));
        for (String text :
                Arrays.asList(actor, action, targetType, targetId, before, after, requestId, correlationId)) {
            add(digest, text);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, @Nullable String text) {
        if (text == null) {
            digest.update((byte) 0);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((byte) 1);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
