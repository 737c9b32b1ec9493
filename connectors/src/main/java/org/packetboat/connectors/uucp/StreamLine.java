package org.packetboat.connectors.uucp;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.SessionDriver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line over a pair of streams: a socket, a pipe, a port. Events come from one thread of its own; reading and writing
 * block threads of their own, and end when the streams are closed, which {@link #close} sees to even if a write hangs.
 * Limits: {@link Event.Drained} means handed to the stream; where the stream swallows much, the pace is the stream's.
 */
public final class StreamLine implements Line {
    private static final int PIECE = 16 * 1024;
    private static final Duration LAST_WRITES = Duration.ofSeconds(5);
    private static final byte[] END = {};

    private static final Logger LOG = LoggerFactory.getLogger(StreamLine.class);

    private final String name;
    private final InputStream in;
    private final OutputStream out;
    private final Closeable streams;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor events;
    private final Thread writer = Thread.ofVirtual().unstarted(this::write);
    private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();
    private SessionDriver driver;
    private Future<?> alarm;

    /**
     * @param streams closes both
     * @param name    for the thread and the log
     */
    public StreamLine(InputStream in, OutputStream out, Closeable streams, Clock clock, String name) {
        this.name = name;
        this.in = in;
        this.out = out;
        this.streams = streams;
        this.clock = clock;
        this.events = new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("uucp-" + name).factory());
        this.events.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.alarm = events.submit(() -> {});
    }

    /** The line is up: the driver hears of it, and of everything that comes. */
    public void start(SessionDriver owner) {
        driver = owner;
        post(new Event.Connected());
        Thread.ofVirtual().start(this::read);
        writer.start();
    }

    private void read() {
        byte[] piece = new byte[PIECE];
        try {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                post(new Event.Received(Arrays.copyOf(piece, n)));
            }
            post(new Event.Lost("the far side hung up"));
        } catch (IOException lost) {
            post(new Event.Lost(String.valueOf(lost.getMessage())));
        }
    }

    private void write() {
        try {
            for (byte[] bytes = outgoing.take(); bytes != END; bytes = outgoing.take()) {
                out.write(bytes);
                out.flush();
                if (outgoing.isEmpty()) post(new Event.Drained());
            }
        } catch (IOException lost) {
            post(new Event.Lost(String.valueOf(lost.getMessage())));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void post(Event event) {
        later(() -> tell(event));
    }

    /** A session that breaks must not leave its line open or its supply waiting. */
    private void tell(Event event) {
        try {
            driver.on(event);
        } catch (RuntimeException broken) {
            LOG.error("event=uucp-session-broken line={}", name, broken);
            driver.on(new Event.Stop(true, "internal error"));
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
        alarm.cancel(false);
        if (at.equals(Instant.MAX) || events.isShutdown()) return;
        long wait = Math.max(0, Duration.between(clock.instant(), at).toMillis());
        alarm = events.schedule(() -> tell(new Event.Rang()), wait, TimeUnit.MILLISECONDS);
    }

    @Override
    public void later(Runnable work) {
        try {
            events.execute(work);
        } catch (RejectedExecutionException closed) {
            // after the end of the session nothing matters any more
        }
    }

    @Override
    public void close() {
        outgoing.add(END);
        events.shutdown();
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
