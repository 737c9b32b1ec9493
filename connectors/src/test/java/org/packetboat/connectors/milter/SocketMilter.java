package org.packetboat.connectors.milter;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A filter on a real socket that answers as a test says; where nothing is said, with "continue". */
public final class SocketMilter implements AutoCloseable {
    /** An answer to a step: packets, a NUL is a bar. */
    public static final String SILENCE = "silence";
    public static final String HANG_UP = "hang up";

    /** By the letter of the step, or by the letter and the beginning of its data: {@code R<b@}. */
    public final Map<String, List<String>> answers = new ConcurrentHashMap<>();
    /** Bytes of bodies. */
    public final AtomicLong bodies = new AtomicLong();
    public final AtomicInteger connections = new AtomicInteger();
    public final AtomicInteger quits = new AtomicInteger();
    /** Counted down when it falls silent. */
    public final CountDownLatch silent = new CountDownLatch(1);
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final ServerSocketChannel listening;
    private final MilterAddress address;

    private SocketMilter(ServerSocketChannel listening, MilterAddress address) {
        this.listening = listening;
        this.address = address;
        Thread.ofVirtual().start(this::accept);
    }

    /** At some port of this machine. */
    public static SocketMilter start() {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0), 500);
            return new SocketMilter(channel, new MilterAddress.Net("127.0.0.1",
                    ((InetSocketAddress) channel.getLocalAddress()).getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At a Unix socket. */
    public static SocketMilter start(Path file) {
        try {
            return new SocketMilter(ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    .bind(UnixDomainSocketAddress.of(file)), new MilterAddress.Unix(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public MilterAddress address() {
        return address;
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = listening.accept();
                if (address instanceof MilterAddress.Net) channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                open.add(channel);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(channel));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
            while (true) {
                byte[] packet = new byte[in.readInt()];
                in.readFully(packet);
                answer(packet, channel, out);
            }
        } catch (IOException gone) {
            open.remove(channel);
        }
    }

    private void answer(byte[] packet, SocketChannel channel, DataOutputStream out) throws IOException {
        char step = (char) packet[0];
        if (step == 'B') bodies.addAndGet(packet.length - 1);
        if (step == 'Q') quits.incrementAndGet();
        if ("ADQ".indexOf(step) >= 0) return;
        if (step == 'O') {
            out.write(new byte[]{0, 0, 0, 13, 'O', 0, 0, 0, 6, 0, 0, 1, (byte) 0xff, 0, 0, 0, 0});
            return;
        }
        String text = new String(packet, StandardCharsets.ISO_8859_1);
        List<String> said = answers.entrySet().stream().filter(e -> text.startsWith(e.getKey()))
                .map(Map.Entry::getValue).findFirst().orElse(List.of("c"));
        for (String each : said) {
            if (each.equals(HANG_UP)) channel.close();
            else if (each.equals(SILENCE)) silent.countDown();
            else {
                byte[] bytes = each.replace('|', '\0').getBytes(StandardCharsets.ISO_8859_1);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        }
    }

    /** All of its connections end, and nobody listens any more. */
    public void kill() {
        close();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (SocketChannel each : open)
                each.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
