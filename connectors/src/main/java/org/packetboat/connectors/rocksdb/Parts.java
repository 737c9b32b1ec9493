package org.packetboat.connectors.rocksdb;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Joins the parts of a record that was split over blocks of a log. One whose first part is missing comes to nothing.
 */
final class Parts {
    private Optional<ByteArrayOutputStream> bytes = Optional.empty();

    void begin(byte[] part) {
        bytes = Optional.of(new ByteArrayOutputStream());
        add(part);
    }

    void add(byte[] part) {
        bytes.ifPresent(b -> b.writeBytes(part));
    }

    Optional<byte[]> whole() {
        return bytes.map(ByteArrayOutputStream::toByteArray);
    }

    void clear() {
        bytes = Optional.empty();
    }
}
