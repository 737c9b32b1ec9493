package org.packetboat.engine.queue.offer;

import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.queue.codec.FieldReader;
import org.packetboat.engine.queue.codec.FieldWriter;

/**
 * A large mail whose recipients at one destination were told of it: it goes once one of them has asked for it.
 *
 * <pre>
 * version 1 | asked 1 | site text | secret text
 * </pre>
 *
 * @param site   that it was offered to
 * @param secret what only those know who have seen the offer
 * @param asked  whether somebody has asked for it
 */
public record OfferedMail(EnvelopeId id, String site, String secret, boolean asked) {
    private static final int VERSION = 1;

    /** The same, asked for. */
    public OfferedMail askedFor() {
        return new OfferedMail(id, site, secret, true);
    }

    byte[] encode() {
        return new FieldWriter().u8(VERSION).u8(asked ? 1 : 0).text(site).text(secret).toBytes();
    }

    /** @throws RuntimeException if that is no such thing */
    static OfferedMail decode(EnvelopeId id, byte[] stored) {
        FieldReader in = new FieldReader(stored);
        if (in.u8() != VERSION) throw new IllegalStateException("an offer of a later version");
        boolean asked = in.u8() != 0;
        return new OfferedMail(id, in.text(), in.text(), asked);
    }
}
