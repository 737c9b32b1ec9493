package org.packetboat.protocols.uucp.packet;

/**
 * What came in one packet, in order and without gaps.
 *
 * @param theirs the channel of the far side's own command it belongs to; 0 if none, or if the protocol has no channels
 * @param mine   the channel of our command it answers; 0 if none
 * @param at     for bytes of a file: their offset in it, or {@link #NEXT} where the protocol does not tell
 * @param bytes  the content; none at the end of a file
 */
public record Heard(int theirs, int mine, long at, byte[] bytes) {
    /** Right behind the last ones. */
    public static final long NEXT = -1;
}
