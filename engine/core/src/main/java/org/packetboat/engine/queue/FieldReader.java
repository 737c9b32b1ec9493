package org.packetboat.engine.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Reads what {@link FieldWriter} wrote. Throws an unchecked exception if the bytes end too early. */
final class FieldReader {
    private final ByteBuffer bytes;

    FieldReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    int u8() {
        return bytes.get() & 0xff;
    }

    int i32() {
        return bytes.getInt();
    }

    long i64() {
        return bytes.getLong();
    }

    Instant instant() {
        return Instant.ofEpochMilli(i64());
    }

    String text() {
        byte[] utf8 = new byte[i32()];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    <T> Optional<T> optional(Function<FieldReader, T> read) {
        return u8() == 0 ? Optional.empty() : Optional.of(read.apply(this));
    }
}
