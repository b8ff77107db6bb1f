package dev.orgworks.domain.database;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.ByteBuffer;
import java.util.UUID;

/** UUIDs as the database keeps them: version 7 (they sort by time, RFC 9562) in BINARY(16), the most significant byte first. */
public final class BinaryUuid {

    private BinaryUuid() {}

    /** A new UUIDv7. */
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    public static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    public static UUID of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
