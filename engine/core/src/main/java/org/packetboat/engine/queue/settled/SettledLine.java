package org.packetboat.engine.queue.settled;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;

/**
 * What a site took of an envelope at one time. All times are age time.
 *
 * <pre>
 * version 1 | flags 1 | size 8 | recipients 4 | resent 8 | site: length 2, UTF-8 | what follows is the envelope's
 * </pre>
 *
 * Flags: bit 0 for the only envelope of its message.
 *
 * @param at         when the site took it
 * @param left       for how many of the envelope's recipients it was to be sent yet
 * @param alone      whether it is the only envelope of its message
 * @param size       of its message, in bytes
 * @param recipients for how many recipients the site took it
 * @param resent     when somebody last asked to have it sent again; 1970 if nobody did
 * @param site       that took it
 */
public record SettledLine(Instant at, EnvelopeId id, int left, boolean alone, long size, int recipients,
        Instant resent, String site) {
    private static final int VERSION = 1;
    private static final int FIXED = 24;
    private static final int LONGEST_SITE = 1000;

    /** @param stored the envelope with those recipients alone, with times as they are stored */
    static SettledLine of(Envelope stored, Instant at, int left, Instant resent, String site) {
        return new SettledLine(at, stored.id(), left, stored.alone(), stored.message().size(),
                stored.recipients().size(), resent, site);
    }

    /** Whether somebody asked at this time, or later, to have it sent again. */
    public boolean wasResentSince(Instant time) {
        return wasResent() && !resent.isBefore(time);
    }

    /** Whether somebody has asked to have it sent again. */
    public boolean wasResent() {
        return resent.isAfter(Instant.EPOCH);
    }

    /** Whether both are about the same piece of the same envelope. */
    boolean isAt(SettledLine other) {
        return at.equals(other.at) && id.equals(other.id) && left == other.left;
    }

    /** The same, sent again. */
    SettledLine resentAt(Instant time) {
        return new SettledLine(at, id, left, alone, size, recipients, time, site);
    }

    /** The same, for so many recipients. */
    SettledLine forSo(int many) {
        return new SettledLine(at, id, left, alone, size, many, resent, site);
    }

    byte[] encode() {
        return encode(new byte[0]);
    }

    /** With the envelope behind it. */
    byte[] encode(byte[] envelope) {
        byte[] name = site.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(name.length, LONGEST_SITE);
        return ByteBuffer.allocate(FIXED + length + envelope.length).put((byte) VERSION).put((byte) (alone ? 1 : 0))
                .putLong(size).putInt(recipients).putLong(resent.toEpochMilli()).putShort((short) length)
                .put(name, 0, length).put(envelope).array();
    }

    /** @throws RuntimeException if that is no such thing */
    static SettledLine decode(Instant at, EnvelopeId id, int left, byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        if (in.get() != VERSION) throw new IllegalStateException("a settled mail of a later version");
        boolean alone = (in.get() & 1) != 0;
        long size = in.getLong();
        int recipients = in.getInt();
        Instant resent = Instant.ofEpochMilli(in.getLong());
        byte[] site = new byte[in.getShort()];
        in.get(site);
        return new SettledLine(at, id, left, alone, size, recipients, resent,
                new String(site, StandardCharsets.UTF_8));
    }

    /** The envelope behind a line. */
    static byte[] envelope(byte[] value) {
        return Arrays.copyOfRange(value, FIXED + ByteBuffer.wrap(value).getShort(FIXED - 2), value.length);
    }
}
