package org.packetboat.engine.link;

/**
 * How much more mail a session has room for.
 *
 * @param envelopes at least one
 * @param bytes     of their messages; at least one envelope is handed out, however large it is
 */
public record Demand(int envelopes, long bytes) {
    /** One envelope, of whatever size. */
    public static final Demand ONE = new Demand(1, Long.MAX_VALUE);

    /** @throws IllegalArgumentException if it is for no envelope, or none of its bytes */
    public Demand {
        if (envelopes < 1 || bytes < 0)
            throw new IllegalArgumentException(envelopes + " envelopes, " + bytes + " bytes");
    }
}
