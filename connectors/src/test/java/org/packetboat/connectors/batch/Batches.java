package org.packetboat.connectors.batch;

import java.io.ByteArrayOutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Transfer;
import org.packetboat.protocols.Mails;
import org.packetboat.protocols.bundle.Ability;
import org.packetboat.protocols.bundle.BundleBytes;
import org.packetboat.protocols.bundle.Correspondence;
import org.packetboat.protocols.bundle.Reading;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.protocols.bundle.content.BundleLimits;
import org.packetboat.protocols.bundle.history.History;
import org.packetboat.protocols.bundle.history.MemoryHistory;

/** Two servers that exchange batches, without a line between them. */
public final class Batches {
    static final Coders CODERS = new NativeCoders();

    public static final long MODEM = 240;
    static final long LAN = 100_000_000;

    final History hubHistory = new MemoryHistory(16 << 20);
    final History branchHistory = new MemoryHistory(16 << 20);
    final Correspondence hub;
    final Correspondence branch;

    Batches() {
        this(EnumSet.of(Codec.ZSTD, Codec.BROTLI)); // the third is slow, and has tests of its own
    }

    Batches(Set<Codec> codecs) {
        hub = new Correspondence("hub.example", new Ability(codecs, 1, 16), CODERS, hubHistory, BundleLimits.USUAL);
        branch = new Correspondence("branch.example", new Ability(codecs, 1, 16), CODERS, branchHistory,
                BundleLimits.USUAL);
    }

    public static List<Transfer> mails(byte[]... messages) {
        java.util.List<Transfer> transfers = new java.util.ArrayList<>();
        for (byte[] message : messages)
            transfers.add(Mails.mail(transfers.size() + 1, message, "b@branch.example"));
        return transfers;
    }

    /** Sends one batch all the way, and gives what arrived. */
    List<byte[]> send(long rate, byte[]... messages) {
        BundleBytes batch = hub.freeze(mails(messages), rate);
        try (Reading.Mails mails = (Reading.Mails) branch.read(batch, "uucp:hub")) {
            List<byte[]> arrived = mails.mails().stream().map(mail -> bytes(mail.body())).toList();
            branch.accepted(batch, mails);
            hub.acknowledged(batch);
            return arrived;
        }
    }

    static byte[] bytes(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < body.size())
            bytes.writeBytes(body.read(bytes.size(), 5000));
        return bytes.toByteArray();
    }
}
