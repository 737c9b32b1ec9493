package org.packetboat.engine.link;

/**
 * For how much more mail a session has room.
 *
 * @param envelopes at least one
 * @param bytes     of their messages; at least one envelope is handed out, however large it is
 */
public record Room(int envelopes, long bytes) {
    /** For one envelope, of whatever size. */
    public static final Room ONE = new Room(1, Long.MAX_VALUE);

    /** @throws IllegalArgumentException if it is for no envelope, or none of its bytes */
    public Room {
        if (envelopes < 1 || bytes < 0)
            throw new IllegalArgumentException(envelopes + " envelopes, " + bytes + " bytes");
    }
}
