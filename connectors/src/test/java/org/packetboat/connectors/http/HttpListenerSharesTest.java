package org.packetboat.connectors.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a path may say, and what one address may have of the streams. */
class HttpListenerSharesTest {
    private static final String US = "127.0.0.1";
    private static final String OTHER = "127.0.0.2";

    private final List<Socket> open = new ArrayList<>();
    private HttpListener listener;

    @BeforeEach
    void open() throws IOException {
        WebPages pages = new WebPages()
                .add("GET", "/sites/{site}", Role.READER, r -> WebAnswer.text(200, r.inPath().get("site")))
                .add("GET", "/events", Role.READER, _ -> new WebAnswer.Stream(client -> {
                    CountDownLatch never = new CountDownLatch(1);
                    while (client.tell("", "", ""))
                        if (never.await(20, TimeUnit.MILLISECONDS)) return;
                }));
        listener = HttpListener.open(new HttpSettings(new InetSocketAddress(InetAddress.getByName(US), 0),
                Optional.empty(), Set.of(), Map.of(), Role.READER, Optional.empty(), 300), Optional.empty(), pages);
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : open)
            socket.close();
        listener.close();
    }

    private Socket ask(String from, String path) throws IOException {
        Socket socket = new Socket();
        open.add(socket);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(listener.address());
        socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private String get(String path) throws IOException {
        return new String(ask(US, path).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private int status(Socket socket) throws IOException {
        String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                .readLine();
        return Integer.parseInt(line.split(" ")[1]);
    }

    /** A name may have a slash; in a path that is written %2F. */
    @Test
    void namesWithASlashHavePages() throws IOException {
        assertTrue(get("/sites/via%3Ahub%2F2").endsWith("\r\n\r\nvia:hub/2"));
        assertTrue(get("/sites/mx%2Fgmail.com").endsWith("\r\n\r\nmx/gmail.com"));
        assertTrue(get("/sites/a+b%2Bc%20%C3%BC").endsWith("\r\n\r\na+b+c ü"));
        assertTrue(get("/sites/50%25252").endsWith("\r\n\r\n50%252"), "decoded twice");
        assertEquals(404, status(ask(US, "/sites/via:hub/2")));
    }

    @Test
    void whatIsNotWrittenAsEscapesAreIsTheClientsFault() throws IOException {
        for (String path : List.of("/sites/%FFx", "/sites/%zz", "/sites/x%2"))
            assertEquals(400, status(ask(US, path)), path);
    }

    @Test
    void oneAddressHasNoMoreThanAQuarterOfTheStreams() throws IOException {
        List<Socket> ours = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            ours.add(ask(US, "/events"));
            assertEquals(200, status(ours.getLast()));
        }
        assertEquals(503, status(ask(US, "/events")));
        assertEquals(200, status(ask(OTHER, "/events")));
        ours.getFirst().close();
        await().until(() -> status(ask(US, "/events")) == 200);
    }
}
