package org.packetboat.connectors.milter;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.packetboat.protocols.milter.MilterLine;
import org.packetboat.protocols.milter.FilterTrouble;

/** A socket to a filter. Its calls block, best a virtual thread; an alarm closes what takes too long. */
final class SocketLine implements MilterLine {
    private static final int BUFFER = 16 * 1024;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final SocketChannel channel;
    private final Duration patience;
    private final ScheduledExecutorService alarms;
    private final ByteBuffer read = ByteBuffer.allocate(BUFFER).limit(0);
    private volatile boolean late;

    /** Input or output that takes a while. */
    private interface Work<T> {
        T run() throws IOException;
    }

    private SocketLine(SocketChannel channel, Duration patience, ScheduledExecutorService alarms) {
        this.channel = channel;
        this.patience = patience;
        this.alarms = alarms;
    }

    /**
     * Connects.
     *
     * @param patience for the connection, and for what is sent to be taken
     * @param alarms   rings when something takes too long
     * @throws FilterTrouble if there is nobody
     */
    static SocketLine open(SocketAddress address, Duration patience, ScheduledExecutorService alarms) {
        if (address instanceof InetSocketAddress net && net.isUnresolved())
            throw new FilterTrouble("host " + net.getHostString() + " is not found");
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return connect(address, patience, alarms);
            } catch (IOException e) {
                if (!isFull(address, e) || System.nanoTime() - until >= 0) throw new FilterTrouble(said(e));
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /**
     * Whether more wait at a Unix socket than its server has asked for. Linux says so at once, in the machine's
     * language, and Java has no class for it; for nobody there, and for no permission, it has.
     */
    private static boolean isFull(SocketAddress address, IOException e) {
        return address instanceof UnixDomainSocketAddress file && e.getClass() == SocketException.class
                && Files.exists(file.getPath());
    }

    private static SocketLine connect(SocketAddress address, Duration patience, ScheduledExecutorService alarms)
            throws IOException {
        SocketChannel channel = address instanceof InetSocketAddress
                ? SocketChannel.open().setOption(StandardSocketOptions.TCP_NODELAY, true)
                : SocketChannel.open(StandardProtocolFamily.UNIX);
        SocketLine line = new SocketLine(channel, patience, alarms);
        line.timed(patience, () -> channel.connect(address));
        return line;
    }

    private static String said(IOException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return e instanceof EOFException || message.equals("Connection reset") || message.equals("Broken pipe")
                ? "it has hung up"
                : message;
    }

    private <T> T within(Duration time, Work<T> work) {
        try {
            return timed(time, work);
        } catch (IOException e) {
            throw new FilterTrouble(said(e));
        }
    }

    private <T> T timed(Duration time, Work<T> work) throws IOException {
        ScheduledFuture<?> alarm = alarms.schedule(() -> {
            late = true;
            close();
        }, time.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return work.run();
        } catch (IOException e) {
            close();
            if (late) throw new FilterTrouble("no answer within " + time.toSeconds() + " s");
            throw e;
        } finally {
            alarm.cancel(false);
        }
    }

    @Override
    public void send(byte[] bytes) {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        within(patience, () -> {
            while (out.hasRemaining())
                channel.write(out);
            return out;
        });
    }

    @Override
    public byte[] receive(int bytes, Duration time) {
        byte[] got = new byte[bytes];
        int have = Math.min(bytes, read.remaining());
        read.get(got, 0, have);
        if (have < bytes) within(time, () -> fill(got, have));
        return got;
    }

    private byte[] fill(byte[] got, int have) throws IOException {
        int at = have;
        while (at < got.length) {
            read.clear();
            int count = channel.read(read);
            read.flip();
            if (count < 0) throw new EOFException();
            int part = Math.min(got.length - at, read.remaining());
            read.get(got, at, part);
            at += part;
        }
        return got;
    }

    @Override
    public boolean hasUnread() {
        return read.hasRemaining();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException gone) {
            // it is of no use any more either way
        }
    }
}
