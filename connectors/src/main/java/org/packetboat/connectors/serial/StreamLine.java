package org.packetboat.connectors.serial;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.SessionDriver;

/**
 * A line over a pair of streams: a socket, a pipe. Events come from one thread of its own; reading and writing block
 * threads of their own, and end when the streams are closed, which {@link #close} sees to even if a write hangs.
 * Limits: {@link Event.Drained} means handed to the stream; where the stream swallows much, the pace is the stream's.
 */
public final class StreamLine implements Line {
    private static final int PIECE = 16 * 1024;
    private static final Duration LAST_WRITES = Duration.ofSeconds(5);
    private static final byte[] END = {};

    private final InputStream in;
    private final OutputStream out;
    private final Closeable streams;
    private final LineEvents events;
    private final Thread reader = Thread.ofVirtual().unstarted(this::read);
    private final Thread writer = Thread.ofVirtual().unstarted(this::write);
    private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();
    private final AtomicBoolean closing = new AtomicBoolean();

    /**
     * @param streams closes both
     * @param name    for the thread and the log
     */
    public StreamLine(InputStream in, OutputStream out, Closeable streams, InstantSource clock, String name) {
        this.in = in;
        this.out = out;
        this.streams = streams;
        this.events = new LineEvents(name, clock, this::close);
    }

    /** The line is up: the driver hears of it, and of everything that comes. */
    public void start(SessionDriver owner) {
        events.start(owner);
        reader.start();
        writer.start();
    }

    private void read() {
        byte[] piece = new byte[PIECE];
        try {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                events.received(Arrays.copyOf(piece, n));
            }
            events.post(new Event.Lost("the far side hung up"));
        } catch (IOException lost) {
            events.post(new Event.Lost(String.valueOf(lost.getMessage())));
        }
    }

    private void write() {
        try {
            for (byte[] bytes = outgoing.take(); bytes != END; bytes = outgoing.take()) {
                out.write(bytes);
                out.flush();
                if (outgoing.isEmpty()) events.post(new Event.Drained());
            }
        } catch (IOException lost) {
            events.post(new Event.Lost(String.valueOf(lost.getMessage())));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void send(byte[] bytes) {
        outgoing.add(bytes);
    }

    @Override
    public void secure() {
        throw new UnsupportedOperationException("no TLS on this line");
    }

    @Override
    public void alarm(Instant at) {
        events.alarm(at);
    }

    @Override
    public void later(Runnable work) {
        events.later(work);
    }

    @Override
    public void close() {
        if (closing.getAndSet(true)) return;
        outgoing.add(END);
        events.end();
        reader.interrupt();
        Thread.ofVirtual().start(this::shut);
    }

    private void shut() {
        try {
            writer.join(LAST_WRITES);
            streams.close();
        } catch (IOException alreadyGone) {
            // closed is closed
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
