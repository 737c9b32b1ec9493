package org.packetboat.app;

import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A mail server at the far end that keeps what it hears. Knows DATA and PIPELINING, refuses whom it is told to
 * refuse, and wants busy@ to be tried again later.
 */
final class SmtpSink implements AutoCloseable {
    /**
     * A message that was taken.
     *
     * @param session which connection brought it, counted from 1
     * @param bytes   as sent, the doubled dots undone
     */
    record Arrival(int session, Instant at, String sender, List<String> recipients, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private final ServerSocket listening;
    private final Predicate<String> refused;
    private final Consumer<Arrival> heard;
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    /** @param refused which recipients get 550 */
    SmtpSink(Predicate<String> refused) throws IOException {
        this(refused, _ -> {});
    }

    /** @param heard is called before a message is answered, by many threads at a time */
    SmtpSink(Predicate<String> refused, Consumer<Arrival> heard) throws IOException {
        this.refused = refused;
        this.heard = heard;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("sink").start(this::listen);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** What was taken so far, in the order in which it came. */
    List<Arrival> arrivals() {
        return arrivals;
    }

    /** Waits until all that clients have sent before they went away has been taken. */
    void awaitEnd() {
        await().atMost(ServerProcess.PATIENCE).until(() -> open.get() == 0);
    }

    private void listen() {
        try {
            while (true) {
                Socket socket = listening.accept();
                open.incrementAndGet();
                Thread.ofVirtual().name("sink-session").start(() -> serve(socket));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new Session(socket, sessions.incrementAndGet()).serve();
        } catch (IOException e) {
            // the client was killed, which is what the test is about
        } finally {
            open.decrementAndGet();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private final class Session {
        private final Socket socket;
        private final InputStream in;
        private final int number;
        private String sender = "";
        private final List<String> recipients = new ArrayList<>();

        Session(Socket socket, int number) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            this.number = number;
        }

        void serve() throws IOException {
            answer("220 sink.example ESMTP");
            for (String line = line(); !line.isEmpty(); line = line()) {
                String verb = line.toUpperCase(Locale.ROOT);
                if (verb.startsWith("EHLO")) {
                    answer("250-sink.example\r\n250-PIPELINING\r\n250-SMTPUTF8\r\n250 8BITMIME");
                } else if (verb.startsWith("MAIL")) {
                    sender = path(line);
                    recipients.clear();
                    answer("250 2.1.0 Ok");
                } else if (verb.startsWith("RCPT")) {
                    recipient(path(line));
                } else if (verb.startsWith("DATA")) {
                    data();
                } else {
                    answer(verb.startsWith("QUIT") ? "221 2.0.0 Bye" : "250 2.0.0 Ok");
                }
            }
        }

        private void recipient(String address) throws IOException {
            if (refused.test(address)) {
                answer("550 5.1.1 No such user here");
            } else if (address.startsWith("busy@")) {
                answer("450 4.2.1 Come back later");
            } else {
                recipients.add(address);
                answer("250 2.1.5 Ok");
            }
        }

        private void data() throws IOException {
            if (recipients.isEmpty()) {
                answer("554 5.5.1 No valid recipients");
                return;
            }
            answer("354 Go on");
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            for (byte[] line = raw(); !isEnd(line); line = raw()) {
                if (line.length == 0) throw new EOFException("cut in mid-message");
                int from = line[0] == '.' ? 1 : 0;
                message.write(line, from, line.length - from);
            }
            Arrival arrival = new Arrival(number, Instant.now(), sender, List.copyOf(recipients),
                    message.toByteArray());
            arrivals.add(arrival);
            heard.accept(arrival);
            answer("250 2.0.0 Ok: taken");
        }

        private boolean isEnd(byte[] line) {
            return line.length == 3 && line[0] == '.' && line[1] == '\r';
        }

        private String path(String line) {
            return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
        }

        private void answer(String text) throws IOException {
            socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        /** Empty at the end. */
        private String line() throws IOException {
            return new String(raw(), StandardCharsets.UTF_8).strip();
        }

        private byte[] raw() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int c = in.read(); c >= 0; c = in.read()) {
                line.write(c);
                if (c == '\n') return line.toByteArray();
            }
            if (line.size() > 0) throw new IOException("cut in mid-line");
            return new byte[0];
        }
    }
}
