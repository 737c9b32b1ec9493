package org.packetboat.connectors.kafka.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where in the partition of chunks what was put lies: it is cut into pieces, a record each.
 *
 * <pre>
 * key    name, UTF-8
 * value  version (1)  pieces: count (4), place (8) …
 * piece  key: name, '#', number of the piece from 0   value: its bytes
 * </pre>
 */
record SnapshotPlace(List<Long> places) {
    private static final byte VERSION = 1;

    SnapshotPlace {
        places = List.copyOf(places);
    }

    byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(1 + Integer.BYTES + places.size() * Long.BYTES);
        out.put(VERSION).putInt(places.size());
        places.forEach(out::putLong);
        return out.array();
    }

    /** Nothing if it is of a later version. */
    static Optional<SnapshotPlace> read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.get() != VERSION) return Optional.empty();
        List<Long> places = new ArrayList<>();
        for (int count = in.getInt(); count > 0; count--)
            places.add(in.getLong());
        return Optional.of(new SnapshotPlace(places));
    }

    static byte[] piece(String name, int number) {
        return (name + "#" + number).getBytes(UTF_8);
    }
}
