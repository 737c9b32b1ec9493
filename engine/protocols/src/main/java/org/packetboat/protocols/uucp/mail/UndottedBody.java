package org.packetboat.protocols.uucp.mail;

import java.io.ByteArrayOutputStream;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.BytesBody;

/** A message out of a batch: without the dots that SMTP puts before dots (RFC 5321 section 4.5.2), CRLF line ends. */
final class UndottedBody {
    private static final int PIECE = 8192;

    private UndottedBody() {}

    /** The bytes of the batch from {@code from} to {@code until}, in memory. */
    static Body of(Body batch, long from, long until) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean lineBegins = true;
        for (long at = from; at < until;) {
            byte[] piece = batch.read(at, (int) Math.min(PIECE, until - at));
            at += piece.length;
            for (byte b : piece) {
                if (!lineBegins || b != '.') out.write(b);
                lineBegins = b == '\n';
            }
        }
        byte[] plain = out.toByteArray();
        return new RewrittenBody(new byte[0], new BytesBody(plain), 0, plain.length, RewrittenBody.Ends.CRLF);
    }
}
