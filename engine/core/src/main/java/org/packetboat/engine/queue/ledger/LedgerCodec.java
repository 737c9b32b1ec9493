package org.packetboat.engine.queue.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.queue.codec.EnvelopeCodec;
import org.packetboat.engine.queue.codec.FieldReader;
import org.packetboat.engine.queue.codec.FieldWriter;

/**
 * The stored form of a line in the ledger; its key holds the envelope's id.
 *
 * <pre>
 * version 2 or 3 | domain text | size 8 | accepted 8 | deliver-by (time 8, how 1)? | expires 8
 * | recipients 4 | delivered 4 | failed 4 | site text | settled 8? | reply (code 4, status text, text text)?
 * | missed: count 4, each text | relayed 4
 * </pre>
 *
 * Version 1 ended before missed, version 2 before relayed; without any relayed it is still written.
 *
 * Times, texts and {@code ?} as in {@link EnvelopeCodec}.
 */
final class LedgerCodec {
    private static final int VERSION = 3;
    private static final int WITHOUT_RELAYED = 2;

    private LedgerCodec() {}

    static byte[] encode(LedgerEntry e) {
        int version = e.relayed() > 0 ? VERSION : WITHOUT_RELAYED;
        FieldWriter out = new FieldWriter().u8(version).text(e.domain().name()).i64(e.size()).instant(e.accepted())
                .optional(e.deliverBy(), EnvelopeCodec::deliverBy).instant(e.expires()).i32(e.recipients())
                .i32(e.delivered()).i32(e.failed()).text(e.site()).optional(e.settled(), FieldWriter::instant)
                .optional(e.reply(), EnvelopeCodec::reply).i32(e.missed().size());
        e.missed().forEach(address -> out.text(address.toString()));
        if (version == VERSION) out.i32(e.relayed());
        return out.toBytes();
    }

    /** @throws IllegalStateException if this program can't read that version */
    static LedgerEntry decode(EnvelopeId id, byte[] bytes) {
        FieldReader in = new FieldReader(bytes);
        int version = in.u8();
        if (version < 1 || version > VERSION)
            throw new IllegalStateException("ledger entry of version " + version + "; expected 1 to 3");
        Domain domain = Domain.stored(in.text());
        long size = in.i64();
        Instant accepted = in.instant();
        Optional<DeliverBy> deliverBy = in.optional(EnvelopeCodec::deliverBy);
        LedgerEntry line = new LedgerEntry(id, domain, size, accepted, deliverBy, in.instant(), in.i32(), in.i32(),
                in.i32(), 0, in.text(), in.optional(FieldReader::instant), in.optional(EnvelopeCodec::reply),
                version > 1 ? addresses(in) : List.of());
        return version == VERSION ? line.handedOn(in.i32()) : line;
    }

    private static List<Address> addresses(FieldReader in) {
        int count = in.count();
        List<Address> found = new ArrayList<>();
        for (int i = 0; i < count; i++)
            found.add(Address.stored(in.text()));
        return found;
    }
}
