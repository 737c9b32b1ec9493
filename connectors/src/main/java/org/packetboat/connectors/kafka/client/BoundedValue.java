package org.packetboat.connectors.kafka.client;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * A record's value, or null for one that is larger than any message: it is not even copied, since it would take the
 * memory of all that goes on besides. Its size is in {@code serializedValueSize}.
 *
 * @param largest message that is taken, in bytes
 */
public record BoundedValue(LongSupplier largest) implements Deserializer<byte[]> {
    @Override
    public byte[] deserialize(String topic, byte[] data) {
        return data == null || data.length > largest.getAsLong() ? null : data;
    }

    /** The buffer's position must stay: Kafka reads the value's size from it afterwards. */
    @Override
    public byte[] deserialize(String topic, Headers headers, ByteBuffer data) {
        if (data == null || data.remaining() > largest.getAsLong()) return null;
        byte[] value = new byte[data.remaining()];
        data.duplicate().get(value);
        return value;
    }
}
