package org.packetboat.protocols.bundle;

import java.util.EnumMap;
import java.util.Map;
import org.packetboat.protocols.bundle.codec.Codec;

/**
 * What batches saved.
 *
 * @param mails   envelopes carried
 * @param raw     bytes of their messages
 * @param sent    bytes of the batches
 * @param batches how many batches each codec packed
 */
public record Savings(long mails, long raw, long sent, Map<Codec, Long> batches) {
    public static final Savings NONE = new Savings(0, 0, 0, Map.of());

    public Savings {
        batches = Map.copyOf(batches);
    }

    static Savings of(Codec codec, long mails, long raw, long sent) {
        return new Savings(mails, raw, sent, Map.of(codec, 1L));
    }

    public Savings plus(Savings more) {
        Map<Codec, Long> all = new EnumMap<>(Codec.class);
        all.putAll(batches);
        more.batches.forEach((codec, count) -> all.merge(codec, count, Long::sum));
        return new Savings(mails + more.mails, raw + more.raw, sent + more.sent, all);
    }

    /** Bytes of mail for each byte sent; 1 if nothing was. */
    public double ratio() {
        return sent == 0 ? 1 : raw / (double) sent;
    }
}
