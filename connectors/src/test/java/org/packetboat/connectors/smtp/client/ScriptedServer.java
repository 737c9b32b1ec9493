package org.packetboat.connectors.smtp.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A small SMTP server on loopback that does as it is told and keeps what it heard. */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket socket;
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final String greeting;
    private final Optional<SSLContext> tls;
    private volatile Optional<String> auth = Optional.empty();
    private volatile boolean securedAtOnce;
    private volatile boolean old;
    private volatile String extra = "";
    private volatile String name = "scripted";
    private volatile boolean wantsCertificate;

    /** Greets with this line and takes everything, without TLS. */
    ScriptedServer(String address, int port, String greeting) throws IOException {
        this(address, port, greeting, Optional.empty());
    }

    ScriptedServer(String address, int port, String greeting, Optional<SSLContext> tls) throws IOException {
        this.greeting = greeting;
        this.tls = tls;
        socket = new ServerSocket(port, 10, InetAddress.getByName(address));
        Thread.ofVirtual().start(this::accept);
    }

    /** From now on it offers AUTH PLAIN, where it has TLS over TLS only, and answers it so. */
    ScriptedServer answersAuth(String answer) {
        auth = Optional.of(answer);
        return this;
    }

    /** From now on it speaks TLS from the first byte on. */
    ScriptedServer securedAtOnce() {
        securedAtOnce = true;
        return this;
    }

    /** From now on it offers this, too. */
    ScriptedServer offers(String extension) {
        extra = "250-" + extension + "\r\n";
        return this;
    }

    /** From now on it is called so. */
    ScriptedServer called(String other) {
        name = other;
        return this;
    }

    /** From now on it wants to see a certificate over TLS, and keeps whose it saw. */
    ScriptedServer wantsCertificate() {
        wantsCertificate = true;
        return this;
    }

    /** From now on it hangs up on EHLO, and knows nothing but HELO. */
    ScriptedServer old() {
        old = true;
        return this;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Every line of every connection, in order. */
    List<String> heard() {
        return List.copyOf(heard);
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException e) {
            heard.add("(closed)");
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            if (securedAtOnce) {
                secure(connection, greeting);
                return;
            }
            say(connection, greeting);
            talk(connection, false);
        } catch (IOException e) {
            heard.add("(lost)");
        }
    }

    private void talk(Socket connection, boolean secured) throws IOException {
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        boolean data = false;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            heard.add(line);
            if (old && line.startsWith("EHLO")) {
                return;
            } else if (data) {
                data = !line.equals(".");
                if (!data) say(connection, "250 2.0.0 queued");
            } else if (line.equals("STARTTLS")) {
                say(connection, "220 go");
                secure(connection, "");
                return;
            } else {
                data = line.equals("DATA");
                say(connection, answer(line, secured));
            }
        }
    }

    private void secure(Socket connection, String first) throws IOException {
        SSLSocket encrypted = (SSLSocket) tls.orElseThrow().getSocketFactory().createSocket(connection, null, true);
        encrypted.setUseClientMode(false);
        heard.add("(secured)");
        if (wantsCertificate) {
            encrypted.setNeedClientAuth(true);
            encrypted.startHandshake();
            heard.add("(from " + encrypted.getSession().getPeerPrincipal().getName() + ")");
        }
        if (!first.isEmpty()) say(encrypted, first);
        talk(encrypted, true);
    }

    private String answer(String line, boolean secured) {
        if (line.startsWith("EHLO") || line.startsWith("LHLO")) {
            return "250-" + name + "\r\n250-PIPELINING\r\n" + extra
                    + (tls.isPresent() && !secured ? "250-STARTTLS\r\n" : "")
                    + (secured || auth.isPresent() && tls.isEmpty() ? "250-AUTH PLAIN\r\n" : "") + "250 8BITMIME";
        }
        if (line.startsWith("AUTH ")) return auth.orElse("235 ok");
        return line.equals("DATA") ? "354 go" : line.equals("QUIT") ? "221 bye" : "250 ok";
    }

    private static void say(Socket connection, String line) throws IOException {
        connection.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
