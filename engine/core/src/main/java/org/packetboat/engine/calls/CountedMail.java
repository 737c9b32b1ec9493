package org.packetboat.engine.calls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A message that a site with a rate was handed, as it is kept while it counts:
 *
 * <pre>
 * META key    "rate" | 00 | number 8, big-endian
 * META value  version 1 = 1 | handed out, age time in ms 8 | counts until, age time in ms 8 | site UTF-8
 * </pre>
 *
 * @param site  the site's name
 * @param at    when it was handed out, age time in ms
 * @param until when it counts no more, age time in ms
 * @param given when by the machine's clock of that moment; {@link Instant#MIN} after a restart
 */
record CountedMail(long number, String site, long at, long until, Instant given) {
    static final byte[] FIRST_KEY = "rate\0".getBytes(StandardCharsets.UTF_8);
    static final byte[] END_KEY = "rate\1".getBytes(StandardCharsets.UTF_8);
    private static final int VERSION = 1;
    private static final int TEXT = 17;

    /**
     * What is on disk. What was handed out in the future was handed out now.
     *
     * @throws RuntimeException if it is damaged, or of a later version
     */
    static CountedMail read(byte[] key, byte[] value, long now) {
        ByteBuffer in = ByteBuffer.wrap(value);
        if (in.get() != VERSION) throw new IllegalStateException("a message of another version");
        long at = in.getLong();
        long ahead = Math.max(0, at - now);
        return new CountedMail(ByteBuffer.wrap(key).getLong(FIRST_KEY.length),
                new String(value, TEXT, value.length - TEXT, StandardCharsets.UTF_8), at - ahead, in.getLong() - ahead,
                Instant.MIN);
    }

    byte[] key() {
        return ByteBuffer.allocate(FIRST_KEY.length + Long.BYTES).put(FIRST_KEY).putLong(number).array();
    }

    byte[] value() {
        byte[] name = site.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(TEXT + name.length).put((byte) VERSION).putLong(at).putLong(until).put(name)
                .array();
    }
}
