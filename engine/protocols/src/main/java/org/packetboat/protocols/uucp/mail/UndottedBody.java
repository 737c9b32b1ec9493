package org.packetboat.protocols.uucp.mail;

import java.io.ByteArrayOutputStream;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.protocols.mail.DotRemoval;

/** A message out of a batch: without the dots that SMTP puts before dots (RFC 5321 section 4.5.2), CRLF line ends. */
final class UndottedBody {
    private static final int PIECE = 8192;

    private UndottedBody() {}

    /** The bytes of the batch from {@code from} to {@code until}, in memory. */
    static Body of(Body batch, long from, long until) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DotRemoval dots = new DotRemoval();
        for (long at = from; at < until;) {
            byte[] piece = batch.read(at, (int) Math.min(PIECE, until - at));
            at += piece.length;
            out.writeBytes(dots.next(piece));
        }
        byte[] plain = out.toByteArray();
        return new RewrittenBody(new byte[0], new BytesBody(plain), 0, plain.length, RewrittenBody.Ends.CRLF);
    }
}
