package org.packetboat.connectors.serial;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import org.packetboat.engine.link.LinkSession.Event;

/**
 * A line over a pair of streams: a socket, a pipe. Limits: {@link Event.Drained} means handed to the stream; where the
 * stream swallows much, the pace is the stream's.
 */
public final class StreamLine extends BlockingLine {
    private static final int PIECE = 16 * 1024;

    private final InputStream in;
    private final OutputStream out;
    private final Closeable streams;

    /**
     * @param streams closes both
     * @param name    for the threads and the log
     */
    public StreamLine(InputStream in, OutputStream out, Closeable streams, InstantSource clock, String name) {
        super(Thread.ofVirtual(), name, PIECE, clock);
        this.in = in;
        this.out = out;
        this.streams = streams;
    }

    @Override
    int read(byte[] into) throws IOException {
        int n = in.read(into);
        if (n < 0) throw new IOException("the far side hung up");
        return n;
    }

    @Override
    void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    @Override
    void release() {
        try {
            streams.close();
        } catch (IOException alreadyGone) {
            // closed is closed
        }
    }
}
