package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail client on a socket that says what it is told. Answers are whole replies, their lines joined by LF. */
final class SmtpTalk implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final String QUEUED = "250 2.0.0 Ok: queued as ";

    private Socket socket;
    private InputStream in;
    private OutputStream out;

    /** Connects, and hears the greeting. */
    SmtpTalk(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Hears the greeting on a connection that is there. */
    SmtpTalk(Socket connected) throws IOException {
        connected.setTcpNoDelay(true);
        use(connected);
        expect("220");
    }

    private void use(Socket now) throws IOException {
        socket = now;
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Connects and says EHLO. */
    static SmtpTalk to(int port) throws IOException {
        SmtpTalk talk = new SmtpTalk(port);
        talk.ask("EHLO client.example.org", "250");
        return talk;
    }

    /** Says a line; the answer must begin so. @return the answer */
    String ask(String line, String expected) throws IOException {
        say((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return expect(expected);
    }

    void say(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    String expect(String expected) throws IOException {
        String reply = reply();
        assertTrue(reply.startsWith(expected), () -> "expected " + expected + ", heard " + reply);
        return reply;
    }

    /** @throws EOFException if the server has gone */
    String reply() throws IOException {
        StringBuilder all = new StringBuilder();
        while (true) {
            String line = line();
            all.append(line);
            if (line.length() < 4 || line.charAt(3) != '-') return all.toString();
            all.append('\n');
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) throw new EOFException("the server has closed the connection");
            if (c != '\r') line.write(c);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** Sends a message that must be taken. @return its queue id */
    String send(String from, List<String> to, byte[] message) throws IOException {
        envelope(from, to);
        content(message);
        return expect(QUEUED).substring(QUEUED.length());
    }

    /** Sends a message that may be refused at any point. @return the first answer that is no yes, or the last one */
    String submit(String from, String to, byte[] message) throws IOException {
        for (String line : List.of("MAIL FROM:<" + from + ">", "RCPT TO:<" + to + ">", "DATA")) {
            String answer = ask(line, "");
            if (answer.charAt(0) > '3') return answer;
        }
        content(message);
        return reply();
    }

    /** Names sender and recipients, and gets leave to send. */
    void envelope(String from, List<String> to) throws IOException {
        ask("MAIL FROM:<" + from + ">", "250");
        for (String recipient : to)
            ask("RCPT TO:<" + recipient + ">", "250");
        ask("DATA", "354");
    }

    /** Says a whole message, dots doubled, to its end. */
    void content(byte[] message) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream(message.length + 100);
        byte last = '\n';
        for (byte b : message) {
            if (last == '\n' && b == '.') said.write('.');
            said.write(b);
            last = b;
        }
        said.writeBytes(".\r\n".getBytes(StandardCharsets.US_ASCII));
        say(said.toByteArray());
    }

    /** Starts TLS and trusts what the context trusts. */
    void secure(SSLContext context) throws IOException, GeneralSecurityException {
        ask("STARTTLS", "220");
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(),
                true);
        secured.startHandshake();
        use(secured);
        ask("EHLO client.example.org", "250");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
