package org.packetboat.engine.queue.relay;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.queue.codec.FieldReader;
import org.packetboat.engine.queue.codec.FieldWriter;
import org.packetboat.engine.status.StatusEvent;

/**
 * A mail for one recipient that another Packetboat has, which will tell what becomes of it.
 *
 * <pre>
 * version 1 | site text | batch text? | arrived 8 | at 8
 * </pre>
 *
 * @param site    that has it
 * @param batch   the big send it belongs to
 * @param arrived when it came in here, by the clock of that time
 * @param at      when the site took it
 */
public record RelayedMail(EnvelopeId id, Address recipient, String site, Optional<String> batch, Instant arrived,
        Instant at) {
    private static final int VERSION = 1;

    static RelayedMail of(StatusEvent.Relayed event) {
        return new RelayedMail(event.id(), event.recipient(), event.site(), event.batch(),
                event.at().minus(event.age()), event.at());
    }

    byte[] encode() {
        return new FieldWriter().u8(VERSION).text(site).optional(batch, FieldWriter::text).instant(arrived)
                .instant(at).toBytes();
    }

    static RelayedMail decode(EnvelopeId id, Address recipient, byte[] stored) {
        FieldReader in = new FieldReader(stored);
        if (in.u8() != VERSION) throw new IllegalStateException("relayed mail of a later version");
        return new RelayedMail(id, recipient, in.text(), in.optional(FieldReader::text), in.instant(), in.instant());
    }
}
