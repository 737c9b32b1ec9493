package org.packetboat.connectors.maildir;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Turns CRLF into LF, as programs that read a Maildir expect of a file on disk. A CR alone stays. The last CR of a
 * message is written by {@link #flush} at the earliest.
 */
final class LocalLines extends FilterOutputStream {
    private boolean heldCr;

    LocalLines(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        if (heldCr && b != '\n') out.write('\r');
        heldCr = b == '\r';
        if (!heldCr) out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++)
            write(bytes[i]);
    }

    /** The end: nothing may be written afterwards. */
    @Override
    public void flush() throws IOException {
        if (heldCr) out.write('\r');
        heldCr = false;
        out.flush();
    }
}
