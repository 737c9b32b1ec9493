package org.packetboat.engine.queue.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Writes the fields of a stored record: numbers big-endian, texts as a length of four bytes and UTF-8. */
public final class FieldWriter {
    private byte[] bytes = new byte[256];
    private int length;

    public FieldWriter u8(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    public FieldWriter i32(int value) {
        room(4);
        ByteBuffer.wrap(bytes).putInt(length, value);
        length += 4;
        return this;
    }

    public FieldWriter i64(long value) {
        room(8);
        ByteBuffer.wrap(bytes).putLong(length, value);
        length += 8;
        return this;
    }

    public FieldWriter instant(Instant value) {
        return i64(value.toEpochMilli());
    }

    public FieldWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        i32(utf8.length);
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
        return this;
    }

    /** In milliseconds. */
    FieldWriter duration(Duration value) {
        return i64(value.toMillis());
    }

    /** How many there are, then each. */
    <T> FieldWriter list(List<T> values, BiConsumer<FieldWriter, T> write) {
        i32(values.size());
        values.forEach(v -> write.accept(this, v));
        return this;
    }

    /** One byte that tells whether it is there, then the value. */
    public <T> FieldWriter optional(Optional<T> value, BiConsumer<FieldWriter, T> write) {
        u8(value.isPresent() ? 1 : 0);
        value.ifPresent(v -> write.accept(this, v));
        return this;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (length + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
}
