package org.packetboat.engine.queue.offer;

import java.util.Optional;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.queue.codec.FieldReader;
import org.packetboat.engine.queue.codec.FieldWriter;

/**
 * A large mail whose recipients at one destination were told of it: it goes once one of them has asked for it.
 *
 * <pre>
 * version 1 | asked 1 | site text | secret text | offer 8, from version 2 on; 0 if there is none |
 * size 8, from version 3 on
 * </pre>
 *
 * @param to     where it goes, which is not stored, since its envelope says so; empty if that can't be read
 * @param site   that it was offered to
 * @param secret what only those know who have seen the offer
 * @param asked  whether somebody has asked for it
 * @param offer  the short mail that tells of it; empty if somebody asked for it before there was one
 * @param size   of the large mail, in bytes; 0 if a version wrote it that did not know
 */
public record OfferedMail(EnvelopeId id, Optional<Domain> to, String site, String secret, boolean asked,
        Optional<QueueId> offer, long size) {
    private static final int VERSION = 3;

    /** The same, asked for. */
    public OfferedMail askedFor() {
        return new OfferedMail(id, to, site, secret, true, offer, size);
    }

    byte[] encode() {
        return new FieldWriter().u8(VERSION).u8(asked ? 1 : 0).text(site).text(secret)
                .i64(offer.map(QueueId::number).orElse(0L)).i64(size).toBytes();
    }

    /** @throws RuntimeException if that is no such thing */
    static OfferedMail decode(EnvelopeId id, Optional<Domain> to, byte[] stored) {
        FieldReader in = new FieldReader(stored);
        int version = in.u8();
        if (version > VERSION) throw new IllegalStateException("an offer of a later version");
        boolean asked = in.u8() != 0;
        return new OfferedMail(id, to, in.text(), in.text(), asked,
                Optional.of(version == 1 ? 0L : in.i64()).filter(offer -> offer != 0).map(QueueId::new),
                version < VERSION ? 0 : in.i64());
    }
}
