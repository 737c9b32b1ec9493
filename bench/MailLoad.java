import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Hands over mail by SMTP, with PIPELINING, and says how long it took; ends with 1 at the first reply that is no yes.
 *
 * <p>{@code java bench/MailLoad.java PORT [sessions=1] [messages=1] [size=500] [recipients=1] [domains=1] [first=0]
 * [prefix=d] [below=example] [seconds=S] [until=FILE] [from=ADDRESS] [rate=R]}. Message M has the recipients from
 * number M times {@code recipients} on, modulo domains: {@code b@d000007.example}. Every message has a Message-ID of
 * its own, by its number and prefix, and the same text. With {@code seconds} it goes on for so long, whatever
 * {@code messages} is; with {@code until} as long as there is no such file, and tells each second {@code tick=TIME
 * accepted=SO_FAR} and the longest wait for a reply, {@code worst_ms}. With {@code rate} so many are offered in a
 * second, all sessions together: one that comes late because its session waits for a reply counts its wait from when it
 * was due.
 */
final class MailLoad {
    /** So many recipients go out before their replies are read: more could fill the buffers of both sides. */
    private static final int AT_ONCE = 500;

    private final Map<String, String> options;
    private final byte[] text;
    private final AtomicLong next;
    private final AtomicLong accepted = new AtomicLong();
    private final ConcurrentLinkedQueue<Long> waits = new ConcurrentLinkedQueue<>();
    private final AtomicLong worst = new AtomicLong();
    private final long began = System.nanoTime();
    private volatile boolean over;

    private MailLoad(Map<String, String> options) {
        this.options = options;
        this.next = new AtomicLong(number("first", 0));
        byte[] line = "Bread 1.20, eggs 0.31, salt 0.07, tea 2.12 and all other prices as before.\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        text = new byte[(int) number("size", 500)];
        for (int i = 0; i < text.length; i++)
            text[i] = line[i % line.length];
        byte[] end = "\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(end, 0, text, text.length - end.length, end.length);
    }

    public static void main(String[] args) throws InterruptedException {
        Map<String, String> options = new HashMap<>();
        for (String option : List.of(args).subList(1, args.length))
            options.put(option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
        new MailLoad(options).run(Integer.parseInt(args[0]));
    }

    private long number(String option, long otherwise) {
        return options.containsKey(option) ? Long.parseLong(options.get(option)) : otherwise;
    }

    private void run(int port) throws InterruptedException {
        boolean timed = options.containsKey("seconds") || options.containsKey("until");
        long end = timed ? Long.MAX_VALUE : number("first", 0) + number("messages", 1);
        long deadline = options.containsKey("seconds") ? began + number("seconds", 0) * 1_000_000_000L : Long.MAX_VALUE;
        if (options.containsKey("until")) Thread.ofVirtual().start(() -> tick(Path.of(options.get("until"))));
        Thread[] sessions = new Thread[(int) number("sessions", 1)];
        for (int i = 0; i < sessions.length; i++)
            sessions[i] = Thread.ofVirtual().start(() -> {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress("127.0.0.1", port));
                    socket.setTcpNoDelay(true);
                    new Session(socket).run(deadline, end);
                } catch (IOException e) {
                    System.err.println(e);
                    System.exit(1);
                }
            });
        for (Thread session : sessions)
            session.join();
        double seconds = (System.nanoTime() - began) / 1e9;
        long[] sorted = waits.stream().mapToLong(Long::longValue).sorted().toArray();
        double rate = accepted.get() / seconds;
        System.out.printf("accepted=%d seconds=%.2f rate=%.1f envelopes_s=%.1f p50_ms=%.1f p99_ms=%.1f%n",
                accepted.get(), seconds, rate, rate * number("recipients", 1), rank(sorted, 50), rank(sorted, 99));
    }

    private void tick(Path until) {
        try {
            while (!over) {
                Thread.sleep(1000);
                System.out.printf("tick=%.3f accepted=%d worst_ms=%.1f%n", System.currentTimeMillis() / 1000.0,
                        accepted.get(), worst.getAndSet(0) / 1e6);
                over = Files.exists(until);
            }
        } catch (InterruptedException e) {
            over = true;
        }
    }

    private static double rank(long[] sorted, int percent) {
        return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) * percent / 100] / 1e6;
    }

    private final class Session {
        private final InputStream in;
        private final OutputStream out;
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private int expected;

        Session(Socket socket) throws IOException {
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        }

        /** Until the time is over, or there is no message left below {@code end}. */
        void run(long deadline, long end) throws IOException {
            expect('2');
            say("EHLO bench.example\r\n");
            settle('2');
            while (System.nanoTime() < deadline && !over) {
                long message = next.getAndIncrement();
                if (message >= end) break;
                send(message, due(message));
            }
            say("QUIT\r\n");
            settle('2');
        }

        /** Waits until a message is to be offered. @return when that was */
        private long due(long message) {
            long rate = number("rate", 0);
            if (rate == 0) return Long.MAX_VALUE;
            long at = began + (message - number("first", 0)) * 1_000_000_000L / rate;
            LockSupport.parkNanos(at - System.nanoTime());
            return at;
        }

        private void send(long message, long due) throws IOException {
            long recipients = number("recipients", 1);
            long domains = number("domains", 1);
            String prefix = options.getOrDefault("prefix", "d");
            String below = options.getOrDefault("below", "example");
            say("MAIL FROM:<" + options.getOrDefault("from", "a@bench.example") + ">\r\n");
            for (long i = message * recipients; i < (message + 1) * recipients; i++) {
                say("RCPT TO:<b@%s%06d.%s>\r\n".formatted(prefix, i % domains, below));
                if (expected >= AT_ONCE) settle('2');
            }
            settle('2');
            say("DATA\r\n");
            settle('3');
            say("Message-ID: <" + prefix + message + "@bench.example>\r\nSubject: prices\r\n\r\n");
            written.writeBytes(text);
            long asked = System.nanoTime();
            settle('2');
            long wait = System.nanoTime() - Math.min(asked, due);
            waits.add(wait);
            worst.accumulateAndGet(wait, Math::max);
            accepted.incrementAndGet();
        }

        private void say(String line) {
            written.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
            if (line.startsWith("Message-ID")) return;
            expected++;
        }

        /** Writes what has been said, and reads a reply to each command. */
        private void settle(char code) throws IOException {
            out.write(written.toByteArray());
            written.reset();
            for (int i = 0; i < Math.max(1, expected); i++)
                expect(code);
            expected = 0;
        }

        private void expect(char code) throws IOException {
            String line;
            do {
                line = line();
                if (line.length() < 4 || line.charAt(0) != code) throw new IOException("refused: " + line);
            } while (line.charAt(3) == '-');
        }

        private String line() throws IOException {
            byte[] buffer = new byte[1024];
            int length = 0;
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) throw new IOException("the server has closed the connection");
                if (length < buffer.length) buffer[length++] = (byte) b;
            }
            return new String(Arrays.copyOf(buffer, length), StandardCharsets.US_ASCII).strip();
        }
    }
}
