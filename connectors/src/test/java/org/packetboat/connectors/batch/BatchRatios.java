package org.packetboat.connectors.batch;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.packetboat.engine.link.Transfer;
import org.packetboat.protocols.Mails;
import org.packetboat.protocols.bundle.Ability;
import org.packetboat.protocols.bundle.BundleRoom;
import org.packetboat.protocols.bundle.Correspondence;
import org.packetboat.protocols.bundle.Savings;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.content.BundleLimits;
import org.packetboat.protocols.bundle.history.MemoryHistory;

/**
 * Prints how many bytes of mail a byte of batch carries, for each kind of mail and each codec, framing included. The
 * numbers depend on the JDK's licence texts only. Ends with {@code batches text=R mails=R revision=R}.
 */
public final class BatchRatios {
    private static final long MODEM = 240; // bytes per second: 2400 baud, 8N1
    private static final Set<Codec> ALL = EnumSet.allOf(Codec.class);

    private BatchRatios() {}

    /** A correspondence of two servers that can do this much. */
    private static Correspondence correspondence(Set<Codec> codecs, int dictionary, int history) {
        return new Correspondence("hub.head.example", new Ability(codecs, dictionary, history), Batches.CODERS,
                new MemoryHistory((long) history << 20), BundleLimits.USUAL);
    }

    private static Savings send(Correspondence way, List<byte[]> messages) {
        long id = 1;
        BundleRoom room = way.room(MODEM);
        for (byte[] message : messages) {
            Transfer mail = Mails.mail(id++, message, "anna.berg@denver.example");
            if (room.take(mail)) continue;
            acknowledge(way, room);
            room = way.room(MODEM);
            room.take(mail);
        }
        acknowledge(way, room);
        return way.sent();
    }

    private static void acknowledge(Correspondence way, BundleRoom room) {
        way.acknowledged(way.freeze(room.transfers(), MODEM));
    }

    private static double print(String what, Savings savings) {
        System.out.printf(Locale.ROOT, "%-44s %8d -> %7d  %6.2f  %s%n", what, savings.raw(), savings.sent(),
                savings.ratio(), savings.batches());
        return savings.ratio();
    }

    private static double measure(String what, List<byte[]> messages) {
        print(what + ", zstd", send(correspondence(EnumSet.of(Codec.ZSTD), 0, 0), messages));
        print(what + ", brotli", send(correspondence(EnumSet.of(Codec.BROTLI), 0, 0), messages));
        print(what + ", zstd, dictionary", send(correspondence(EnumSet.of(Codec.ZSTD), 1, 0), messages));
        print(what + ", brotli, dictionary", send(correspondence(EnumSet.of(Codec.BROTLI), 1, 0), messages));
        print(what + ", mixed", send(correspondence(EnumSet.of(Codec.MIXED), 0, 0), messages));
        print(what + ", mixed, dictionary", send(correspondence(EnumSet.of(Codec.MIXED), 1, 0), messages));
        return print(what + ", best with history", send(correspondence(ALL, 1, 16), messages));
    }

    private static double revision(String what, byte[] bulletin) {
        byte[] next = new Corpus(7).revised(bulletin);
        measure(what + ", first time", List.of(bulletin));
        Correspondence way = correspondence(ALL, 1, 16);
        Savings before = send(way, List.of(bulletin));
        Savings both = send(way, List.of(next));
        long sent = both.sent() - before.sent();
        System.out.printf(Locale.ROOT, "%-44s %8d -> %7d  %6.2f%n", what + ", revised", next.length, sent,
                next.length / (double) sent);
        return next.length / (double) sent;
    }

    public static void main(String[] arguments) {
        byte[] zip = new byte[30_000];
        new java.util.Random(1).nextBytes(zip);
        double text = measure("84 KB of text", List.of(Corpus.text()));
        List<byte[]> mails = new ArrayList<>(new Corpus(1).smallMails());
        System.out.println("small mails: " + mails.size());
        double small = measure("small mails", mails);
        double one = 0;
        for (byte[] mail : mails)
            one += send(correspondence(ALL, 1, 0), List.of(mail)).sent();
        System.out.printf(Locale.ROOT, "one by one %.2f%n", mails.stream().mapToLong(m -> m.length).sum() / one);
        double revision = Math.min(revision("bulletin", Corpus.text()),
                revision("price list", new Corpus(2).priceList()));
        measure("30 KB of random attachment in base64", List.of(Corpus.withAttachment(zip, 76)));
        System.out.printf(Locale.ROOT, "batches text=%.2f mails=%.2f revision=%.2f%n", text, small, revision);
    }
}
