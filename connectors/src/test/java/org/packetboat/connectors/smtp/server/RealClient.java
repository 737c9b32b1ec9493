package org.packetboat.connectors.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.packetboat.engine.mail.QueueId;

/** A client on a real socket that says lines and expects lines. Trusts any certificate. */
final class RealClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private Socket socket;
    private BufferedReader in;

    RealClient(InetSocketAddress server) {
        try {
            socket = new Socket(server.getAddress(), server.getPort());
            socket.setSoTimeout(PATIENCE_MILLIS);
            listen();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() throws IOException {
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    RealClient say(String line) {
        return send((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    RealClient send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() {
        try {
            return String.valueOf(in.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RealClient expect(String line) {
        assertEquals(line, line());
        return this;
    }

    /** Reads the answer to a message that was taken. @return its queue id */
    QueueId expectQueued() {
        String line = line();
        assertTrue(line.startsWith("250 2.0.0 Ok: queued as "), line);
        return QueueId.parse(line.substring(line.lastIndexOf(' ') + 1));
    }

    /** Reads an answer of several lines that has this among them. */
    RealClient expectOffer(String offer) {
        boolean found = false;
        for (String line = line();; line = line()) {
            assertTrue(line.startsWith("250"), line);
            found |= line.substring(4).equals(offer);
            if (line.startsWith("250 ")) break;
        }
        assertTrue(found, offer);
        return this;
    }

    RealClient expectEnd() {
        return expect("null");
    }

    /** Reads whatever comes, which is no SMTP, until nothing more does. */
    void expectEndOfGarbage() {
        try {
            for (String line = in.readLine(); line != null; line = in.readLine())
                assertFalse(line.startsWith("220"), line);
        } catch (SocketException reset) {
            // also an end
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line. */
    String hear() {
        return line();
    }

    /** Starts TLS. */
    RealClient secure() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{new Anybody()}, null);
            SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost",
                    socket.getPort(), true);
            secured.startHandshake();
            socket = secured;
            listen();
            return this;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
