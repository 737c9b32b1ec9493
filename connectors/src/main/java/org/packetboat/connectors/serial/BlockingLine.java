package org.packetboat.connectors.serial;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.SessionDriver;

/**
 * A line over something whose reading and writing block, used once. Events come from one thread of its own; reading and
 * writing have a thread each, which {@link #close} ends even if one of them hangs: what was sent has five seconds to
 * leave, then it is cut.
 */
abstract class BlockingLine implements Line {
    private static final Duration LAST_WRITES = Duration.ofSeconds(5);
    private static final byte[] END = {};

    private final Thread.Builder threads;
    private final int piece;
    private final LineEvents events;
    private final Thread reader;
    private final Thread writer;
    private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();
    /** Nothing is read before the session has been told that the line is up; it may close it at once. */
    private final CountDownLatch up = new CountDownLatch(1);
    private final AtomicBoolean closing = new AtomicBoolean();

    /**
     * @param threads makes the threads that block
     * @param name    for threads and the log
     * @param piece   how many bytes are read at a time
     */
    BlockingLine(Thread.Builder threads, String name, int piece, InstantSource clock) {
        this.threads = threads.name(name);
        this.piece = piece;
        this.events = new LineEvents(name, clock, this::close);
        this.reader = threads.unstarted(this::readAll);
        this.writer = threads.unstarted(this::writeAll);
    }

    /** Waits for bytes. @return how many; none if there are none yet @throws IOException if the line is lost: why */
    abstract int read(byte[] into) throws IOException;

    /** Returns when they have left. @throws IOException if the line is lost: why */
    abstract void write(byte[] bytes) throws IOException, InterruptedException;

    /** The last of all bytes has been written. */
    void written() throws InterruptedException {}

    /** It is about to be closed. */
    void ending() {}

    /** Nothing more is to be written: says so to the far side, if there is a way that takes a while. */
    void hangUp() throws InterruptedException {}

    /** Closes it, which frees a thread that hangs. */
    abstract void release();

    /** It is up: the driver hears of it, and of everything that comes. */
    public void start(SessionDriver owner) {
        writer.start();
        reader.start();
        events.start(owner);
        up.countDown();
    }

    private void readAll() {
        byte[] bytes = new byte[piece];
        try {
            up.await();
            for (int n = read(bytes); !closing.get(); n = read(bytes))
                if (n > 0) events.received(Arrays.copyOf(bytes, n));
        } catch (IOException lost) {
            lost(lost);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeAll() {
        try {
            for (byte[] bytes = outgoing.take(); bytes != END; bytes = outgoing.take()) {
                write(bytes);
                if (outgoing.isEmpty()) events.post(new Event.Drained());
            }
            written();
        } catch (IOException lost) {
            lost(lost);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void lost(IOException why) {
        events.post(new Event.Lost(String.valueOf(why.getMessage())));
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
        ending();
        outgoing.add(END);
        events.end();
        threads.start(this::shut);
    }

    private void shut() {
        try {
            writer.join(LAST_WRITES);
            reader.interrupt(); // not before: that closes a socket
            hangUp();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            release();
        }
    }

    /** Waits for the end of the thread that reads, no longer than this. */
    final void awaitReader(Duration most) throws InterruptedException {
        reader.join(most);
    }
}
