package org.packetboat.protocols.bundle.packing;

import java.util.List;
import java.util.stream.Collectors;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Envelope;

/**
 * A batch whose sending may have begun: its bytes never change until it is acknowledged or discarded.
 *
 * @param id    the first 20 hexadecimal digits of its SHA-256
 * @param body  its bytes
 * @param marks what is in it, in order, see {@link #mark}
 */
public record PackedBundle(String id, Body body, List<String> marks) {
    /** Digits of an id. */
    public static final int ID_DIGITS = 20;

    public PackedBundle {
        marks = List.copyOf(marks);
    }

    /** One line that tells a transfer from every other, and from itself with fewer recipients. */
    public static String mark(Transfer transfer) {
        Envelope envelope = transfer.envelope();
        String recipients = envelope.recipients().stream().map(r -> r.address().toString())
                .collect(Collectors.joining(","));
        return envelope.id() + " " + envelope.message().arrived() + " " + transfer.body().size() + " " + recipients;
    }
}
