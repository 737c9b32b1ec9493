package org.packetboat.connectors.kafka.position;

import java.util.Optional;
import org.apache.kafka.common.Uuid;

/**
 * Who told a group its position, and of which topic: kept beside the position in Kafka, as its metadata. Kafka's own
 * tools leave it empty, and so did Packetboat before 0.2.
 *
 * <pre>
 * packetboat/1 SP topic id SP epoch of the data folder, hex SP server
 * </pre>
 *
 * @param epoch names the data folder
 */
public record Told(Uuid topic, long epoch, String server) {
    private static final String FORMAT = "packetboat/1";
    private static final int FIELDS = 4;

    boolean isOf(String otherServer) {
        return server.equals(otherServer);
    }

    public String text() {
        return FORMAT + " " + topic + " " + Long.toHexString(epoch) + " " + server;
    }

    /** Empty for what somebody else wrote. */
    static Optional<Told> parse(String text) {
        String[] fields = text == null ? new String[0] : text.split(" ");
        if (fields.length != FIELDS || !fields[0].equals(FORMAT)) return Optional.empty();
        try {
            return Optional.of(new Told(Uuid.fromString(fields[1]), Long.parseUnsignedLong(fields[2], 16), fields[3]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
