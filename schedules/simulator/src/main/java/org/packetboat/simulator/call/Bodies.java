package org.packetboat.simulator.call;

import org.packetboat.engine.link.Body;

/** Reads bodies as a whole. */
public final class Bodies {
    private Bodies() {}

    public static byte[] bytes(Body body) {
        byte[] all = new byte[(int) body.size()];
        for (int at = 0; at < all.length;) {
            byte[] part = body.read(at, all.length - at);
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
