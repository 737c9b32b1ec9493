package org.packetboat.app.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A mail program that hands over one message by SMTP, as any would (RFC 5321 appendix D.1). */
final class SmtpTalk implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket = new Socket();
    private final BufferedReader in;
    private final OutputStream out;

    SmtpTalk(InetSocketAddress server) throws IOException {
        socket.connect(server, PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        out = socket.getOutputStream();
        answer();
        say("EHLO head-office.example.com");
    }

    /**
     * Hands over a message.
     *
     * @param mail    the arguments of MAIL
     * @param message without dots at the start of lines; CRLF line ends
     * @return the server's last word
     */
    String send(String mail, String recipient, String message) throws IOException {
        say("MAIL " + mail);
        say("RCPT TO:<" + recipient + ">");
        say("DATA");
        String last = say(message + ".");
        say("QUIT");
        return last;
    }

    private String say(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return answer();
    }

    /** @throws IOException if it is a no */
    private String answer() throws IOException {
        String line = in.readLine();
        while (line != null && line.startsWith("-", 3))
            line = in.readLine();
        if (line == null || line.charAt(0) > '3') throw new IOException("the server said: " + line);
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
