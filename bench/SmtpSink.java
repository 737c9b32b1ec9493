import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;

/**
 * An SMTP host that counts: how many messages came, how many different Message-IDs they have, how many different texts
 * below their heads. It stores nothing, and ends when it has seen as many Message-IDs as it was told to wait for.
 *
 * <p>{@code java bench/SmtpSink.java PORT COUNT [pipelining] [chunking] [rtt=MS] [rate=BYTES_PER_SECOND]
 * [quiet=SECONDS] [every=MS]}. With {@code rtt} or {@code rate} it listens behind a line of that round trip and rate.
 * When nothing has come for {@code quiet} seconds, 120 if not said, mail was lost: it tells what came, and ends with 1.
 * With {@code every} it tells how late the first command for each recipient's domain was in each such period of the
 * clock: windows open at its begin.
 */
public final class SmtpSink {
    /** Who still waits for the reply to a message shall have it, lest it be sent to the next sink once more. */
    private static final long LINGER_MS = 500;
    private static final byte[] MESSAGE_ID = "message-id:".getBytes(StandardCharsets.US_ASCII);

    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final Set<Long> texts = ConcurrentHashMap.newKeySet();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong sessions = new AtomicLong();
    /** Of each period, and in it of each domain: how many milliseconds after its begin the first command came. */
    private final Map<Long, Map<String, Long>> firsts = new ConcurrentSkipListMap<>();
    private volatile long heard = System.nanoTime();
    private final CountDownLatch complete = new CountDownLatch(1);
    private final int count;
    private final List<String> offers;
    private final long every;

    private SmtpSink(int count, List<String> offers, long every) {
        this.count = count;
        this.offers = offers;
        this.every = every;
    }

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        List<String> options = List.of(Arrays.copyOfRange(args, 2, args.length));
        Map<String, Long> line = new HashMap<>();
        options.stream().filter(o -> o.contains("=")).map(o -> o.split("="))
                .forEach(o -> line.put(o[0], Long.parseLong(o[1])));
        SmtpSink sink = new SmtpSink(Integer.parseInt(args[1]),
                options.stream().filter(o -> !o.contains("=")).map(String::toUpperCase).toList(),
                line.getOrDefault("every", 0L));
        boolean direct = !line.containsKey("rtt") && !line.containsKey("rate");
        ServerSocket server = listen(direct ? port : 0);
        Thread.startVirtualThread(() -> sink.accept(server));
        if (!direct) {
            ServerSocket front = listen(port);
            Thread.startVirtualThread(() -> SlowLine.accept(front, server.getLocalPort(), line));
        }
        System.out.println("listening");
        boolean all = sink.await(line.getOrDefault("quiet", 120L));
        System.out.println((all ? "complete " : "incomplete ") + System.currentTimeMillis() / 1000.0);
        Thread.sleep(LINGER_MS);
        sink.firsts.values().forEach(SmtpSink::tellFirsts);
        System.out.println("messages=" + sink.messages + " ids=" + sink.ids.size() + " texts=" + sink.texts.size()
                + " sessions=" + sink.sessions);
        if (!all) System.err.println("the sink waits for " + (sink.count - sink.ids.size()) + " more messages in vain");
        System.exit(all ? 0 : 1);
    }

    private boolean await(long quietSeconds) throws InterruptedException {
        while (!complete.await(1, TimeUnit.SECONDS))
            if (System.nanoTime() - heard > TimeUnit.SECONDS.toNanos(quietSeconds)) return false;
        return true;
    }

    private static void tellFirsts(Map<String, Long> period) {
        long[] late = period.values().stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.println("opened=" + late.length + " first_ms=" + late[0] + " p50_ms=" + late[(late.length - 1) / 2]
                + " p99_ms=" + late[(late.length - 1) * 99 / 100] + " last_ms=" + late[late.length - 1]);
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1000, InetAddress.getLoopbackAddress());
    }

    private void accept(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                sessions.incrementAndGet();
                Thread.startVirtualThread(() -> serve(socket));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new Talk(socket).run();
        } catch (IOException e) {
            // The client has gone.
        }
    }

    /** One connection. */
    private final class Talk {
        private final InputStream in;
        private final OutputStream out;
        private final byte[] buffer = new byte[256 * 1024];
        private int at;
        private int end;
        private byte[] text = new byte[256 * 1024];
        private int length;
        private long began;

        Talk(Socket socket) throws IOException {
            in = socket.getInputStream();
            out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
        }

        void run() throws IOException {
            reply("220 sink");
            while (true) {
                String command = line();
                if (command == null) return;
                if (began == 0) began = System.currentTimeMillis();
                String word = command.length() < 4 ? command : command.substring(0, 4).toUpperCase();
                switch (word) {
                    case "EHLO" -> greet();
                    case "RCPT" -> addressed(command);
                    case "DATA" -> data();
                    case "BDAT" -> chunk(command);
                    case "QUIT" -> {
                        reply("221 2.0.0 bye");
                        out.flush();
                        return;
                    }
                    default -> reply("250 2.0.0 Ok");
                }
            }
        }

        private void greet() throws IOException {
            StringBuilder answer = new StringBuilder("250-sink\r\n");
            offers.forEach(o -> answer.append("250-").append(o).append("\r\n"));
            reply(answer + "250 8BITMIME");
        }

        private void addressed(String command) throws IOException {
            String domain = command.substring(command.indexOf('@') + 1, command.indexOf('>'));
            if (every > 0)
                firsts.computeIfAbsent(began / every, _ -> new ConcurrentHashMap<>())
                        .merge(domain, began % every, Math::min);
            reply("250 2.0.0 Ok");
        }

        private void data() throws IOException {
            reply("354 go");
            length = 0;
            int ended = 0;
            byte[] dot = {'\r', '\n', '.', '\r', '\n'};
            while (ended < dot.length) {
                int next = read();
                if (next < 0) throw new IOException("gone");
                keep((byte) next);
                ended = next == dot[ended] ? ended + 1 : next == '\r' ? 1 : 0;
            }
            length -= 3;
            took();
        }

        private void chunk(String command) throws IOException {
            String[] words = command.split(" ");
            int left = Integer.parseInt(words[1]);
            for (; left > 0; left--) {
                int next = read();
                if (next < 0) throw new IOException("gone");
                keep((byte) next);
            }
            if (words.length < 3) {
                reply("250 2.0.0 Ok");
                return;
            }
            took();
            length = 0;
        }

        private void keep(byte b) {
            if (length == text.length) text = Arrays.copyOf(text, 2 * length);
            text[length++] = b;
        }

        private void took() throws IOException {
            int head = headEnd();
            CRC32 crc = new CRC32();
            crc.update(text, head, length - head);
            texts.add(crc.getValue());
            ids.add(messageId(head));
            messages.incrementAndGet();
            heard = System.nanoTime();
            reply("250 2.0.0 Ok");
            if (ids.size() >= count) {
                out.flush();
                complete.countDown();
            }
        }

        private int headEnd() {
            for (int i = 3; i < length; i++)
                if (text[i] == '\n' && text[i - 1] == '\r' && text[i - 2] == '\n' && text[i - 3] == '\r') return i + 1;
            return length;
        }

        private String messageId(int head) {
            for (int i = 0, begin = 0; i < head; i++) {
                if (text[i] != '\n') continue;
                if (isMessageId(begin, i)) return new String(text, begin, i - begin, StandardCharsets.ISO_8859_1);
                begin = i + 1;
            }
            return "none";
        }

        private boolean isMessageId(int from, int to) {
            if (to - from < MESSAGE_ID.length) return false;
            for (int i = 0; i < MESSAGE_ID.length; i++)
                if (Character.toLowerCase(text[from + i]) != MESSAGE_ID[i]) return false;
            return true;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            while (true) {
                int next = read();
                if (next < 0) return null;
                if (next == '\n') return line.toString().strip();
                line.append((char) next);
            }
        }

        private int read() throws IOException {
            if (at == end) {
                out.flush();
                end = in.read(buffer);
                at = 0;
                if (end <= 0) return -1;
            }
            return buffer[at++] & 0xff;
        }

        private void reply(String line) throws IOException {
            out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Bytes arrive half a round trip later, and no faster than the rate. */
    private static final class SlowLine {
        private record Piece(byte[] bytes, long due) implements Delayed {
            @Override
            public long getDelay(TimeUnit unit) {
                return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
            }

            @Override
            public int compareTo(Delayed other) {
                return Long.compare(due, ((Piece) other).due());
            }
        }

        static void accept(ServerSocket front, int behind, Map<String, Long> line) {
            try {
                while (true) {
                    Socket near = front.accept();
                    Socket far = new Socket(InetAddress.getLoopbackAddress(), behind);
                    near.setTcpNoDelay(true);
                    far.setTcpNoDelay(true);
                    carry(near, far, line);
                    carry(far, near, line);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void carry(Socket from, Socket to, Map<String, Long> line) {
            long delay = TimeUnit.MILLISECONDS.toNanos(line.getOrDefault("rtt", 0L)) / 2;
            long rate = line.getOrDefault("rate", Long.MAX_VALUE);
            DelayQueue<Piece> pipe = new DelayQueue<>();
            Thread.startVirtualThread(() -> {
                byte[] buffer = new byte[4096];
                long free = 0;
                try {
                    InputStream in = from.getInputStream();
                    for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                        long now = System.nanoTime();
                        free = Math.max(now, free) + (rate == Long.MAX_VALUE ? 0 : n * 1_000_000_000L / rate);
                        pipe.add(new Piece(Arrays.copyOf(buffer, n), free + delay));
                        // What the line has not carried yet must not pile up behind it.
                        while (rate != Long.MAX_VALUE && free - System.nanoTime() > 50_000_000L) Thread.sleep(5);
                    }
                } catch (IOException | InterruptedException e) {
                    // One end has gone.
                }
                pipe.add(new Piece(new byte[0], System.nanoTime() + delay));
            });
            Thread.startVirtualThread(() -> {
                try {
                    OutputStream out = to.getOutputStream();
                    for (Piece piece = pipe.take(); piece.bytes().length > 0; piece = pipe.take())
                        out.write(piece.bytes());
                    to.shutdownOutput();
                } catch (IOException | InterruptedException e) {
                    // One end has gone.
                }
            });
        }
    }
}
