package org.packetboat.camel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** An SMTP server that answers each line as a test says, and keeps what it is told. */
final class ScriptedSmtpServer implements AutoCloseable {
    /** For an answer: the connection is closed instead. */
    static final String HANG_UP = "";
    static final String PACKETBOAT = """
            250-hub.example.com greets you
            250-8BITMIME
            250-MT-PRIORITY
            250-FUTURERELEASE 86400 2030-01-01T00:00:00Z
            250-DELIVERBY 5
            250 XTRANSID""";
    static final String PLAIN = "250 mx.example.com";

    /** One message as it came. */
    record Mail(String from, List<String> to, String text) {}

    final List<Mail> mails = new CopyOnWriteArrayList<>();
    final List<String> lines = new CopyOnWriteArrayList<>();
    private final ServerSocket socket;
    private final UnaryOperator<String> script;

    /** @param script what it answers to a line, and to {@code .}; null for what is usual */
    ScriptedSmtpServer(String hello, UnaryOperator<String> script) throws IOException {
        this.script = line -> {
            String said = script.apply(line);
            return said != null ? said : usual(line, hello);
        };
        socket = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    private static String usual(String line, String hello) {
        String verb = line.split(" ")[0];
        return switch (verb) {
            case "EHLO" -> hello;
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            case "." -> "250 2.0.0 Ok: queued as 1PNWW402F";
            default -> "250 Ok";
        };
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> talk(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        try (client) {
            BufferedReader in = new BufferedReader(
                    new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = client.getOutputStream();
            say(out, "220 hub.example.com");
            String from = "";
            List<String> to = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
                String answer = script.apply(line);
                if (line.startsWith("MAIL")) {
                    from = line;
                    to = new ArrayList<>();
                } else if (line.startsWith("RCPT") && answer.startsWith("2")) {
                    to.add(line);
                } else if (answer.startsWith("354")) {
                    say(out, answer);
                    mails.add(new Mail(from, to, text(in)));
                    answer = script.apply(".");
                }
                if (answer.equals(HANG_UP)) return;
                say(out, answer);
            }
        } catch (IOException gone) {
            // the client hung up
        }
    }

    private static String text(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); !".".equals(line); line = in.readLine())
            text.append(line).append('\n');
        return text.toString();
    }

    private static void say(OutputStream out, String answer) throws IOException {
        out.write((answer.replace("\n", "\r\n") + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
