package org.packetboat.engine.queue.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Reads what {@link FieldWriter} wrote. Throws an unchecked exception if the bytes end too early. */
public final class FieldReader {
    private final ByteBuffer bytes;

    public FieldReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    public int u8() {
        return bytes.get() & 0xff;
    }

    public int i32() {
        return bytes.getInt();
    }

    public long i64() {
        return bytes.getLong();
    }

    public Instant instant() {
        return Instant.ofEpochMilli(i64());
    }

    /**
     * How many of something follow, each at least one byte long.
     *
     * @throws IllegalStateException if that is more than there are bytes left: damage must not cost memory
     */
    public int count() {
        int count = i32();
        if (count < 0 || count > bytes.remaining())
            throw new IllegalStateException("a length of " + count + " where " + bytes.remaining() + " bytes are left");
        return count;
    }

    public String text() {
        byte[] utf8 = new byte[count()];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    public <T> Optional<T> optional(Function<FieldReader, T> read) {
        return u8() == 0 ? Optional.empty() : Optional.of(read.apply(this));
    }
}
