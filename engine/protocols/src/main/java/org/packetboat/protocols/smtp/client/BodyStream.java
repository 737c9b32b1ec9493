package org.packetboat.protocols.smtp.client;

import java.util.Optional;
import org.packetboat.engine.link.Body;
import org.packetboat.protocols.mail.DotStuffing;

/** A message on its way out, piece by piece: as it is stored for BDAT, or dot-stuffed and with its end for DATA. */
final class BodyStream {
    private final Body body;
    private final Optional<DotStuffing> stuffing;
    private long offset;
    private boolean done;

    private BodyStream(Body body, Optional<DotStuffing> stuffing) {
        this.body = body;
        this.stuffing = stuffing;
    }

    /** For {@code BDAT size LAST} (RFC 3030 section 2). */
    static BodyStream asStored(Body body) {
        BodyStream stream = new BodyStream(body, Optional.empty());
        stream.done = body.size() == 0;
        return stream;
    }

    static BodyStream stuffed(Body body) {
        return new BodyStream(body, Optional.of(new DotStuffing()));
    }

    /** How many bytes of the stored message were handed out. */
    long offset() {
        return offset;
    }

    /** Whether all of it, its end included, was handed out. */
    boolean isDone() {
        return done;
    }

    /** The next piece, of about this many bytes at most. */
    byte[] next(int most) {
        byte[] piece = offset < body.size() ? body.read(offset, most) : new byte[0];
        offset += piece.length;
        done = offset >= body.size();
        return stuffing.map(dots -> stuffed(dots, piece)).orElse(piece);
    }

    private byte[] stuffed(DotStuffing dots, byte[] piece) {
        byte[] stuffed = dots.stuff(piece);
        return done ? joined(stuffed, dots.end()) : stuffed;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
