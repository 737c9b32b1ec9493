package org.packetboat.protocols.smtp.filter;

import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.link.Body;

/** The bytes of a message that is not committed yet. */
public record IncomingText(Incoming incoming) implements Body {
    @Override
    public long size() {
        return incoming.size();
    }

    @Override
    public byte[] read(long offset, int most) {
        return incoming.read(offset, most);
    }
}
