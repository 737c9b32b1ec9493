package org.packetboat.connectors.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.packetboat.protocols.smtp.server.port.Authenticator;
import org.packetboat.protocols.smtp.server.port.Authenticator.Verdict;

/** Who is let in, and what becomes of clients that behave badly. */
class HttpListenerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LONG = "a line of it\n".repeat(1000);
    private static final Authenticator PASSWORDS = (_, user, password, answer) -> answer
            .accept(user.equals("busy") ? Verdict.BUSY : password.equals("right") ? Verdict.RIGHT : Verdict.WRONG);

    private final WebPages pages = new WebPages()
            .add("GET", "/healthz", Role.ANYBODY, _ -> WebAnswer.text(200, "fine"))
            .add("GET", "/long", Role.READER, _ -> WebAnswer.text(200, LONG))
            .add("GET", "/sites/{site}", Role.READER, r -> WebAnswer.text(200, r.inPath().get("site") + r.query()))
            .add("GET", "/who", Role.READER, r -> WebAnswer.text(200, r.caller().user() + r.caller().role()
                    + (r.caller().session() ? " in a session" : "")))
            .add("GET", "/bug", Role.READER, _ -> {
                throw new IllegalStateException("no such luck");
            })
            .add("GET", "/bad", Role.READER, _ -> {
                throw new IllegalArgumentException("expected a number");
            })
            .add("POST", "/hold", Role.OPERATOR, r -> WebAnswer.text(200, new String(r.body())));
    private Optional<HttpListener> listener = Optional.empty();

    @AfterEach
    void close() {
        listener.ifPresent(HttpListener::close);
    }

    private static HttpSettings settings(Role without, int port) {
        return new HttpSettings(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Optional.empty(),
                Set.of("hub.example.com"), Map.of("anna", Role.OPERATOR, "rob", Role.READER), without,
                Optional.empty(), 300);
    }

    private HttpListener open(Role without, Duration longest) throws IOException {
        HttpListener opened = HttpListener.open(settings(without, 0), Optional.of(PASSWORDS), pages, longest);
        listener = Optional.of(opened);
        return opened;
    }

    private Socket connect() throws IOException {
        return new Socket(listener.orElseThrow().address().getAddress(), listener.orElseThrow().address().getPort());
    }

    private byte[] raw(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return socket.getInputStream().readAllBytes();
        }
    }

    /** @param headers each with CRLF */
    private String ask(String what, String headers) throws IOException {
        return new String(raw(what + " HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n"),
                StandardCharsets.ISO_8859_1);
    }

    private String get(String path, String headers) throws IOException {
        return ask("GET " + path, "Host: localhost\r\n" + headers);
    }

    private static String login(String user, String password) {
        return "Authorization: Basic " + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)) + "\r\n";
    }

    private static void assertStatus(int expected, String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 " + expected + " "), answer);
    }

    @Test
    void pagesAreAnsweredWithWhatStandsInPathAndQuery() throws IOException {
        open(Role.READER, PATIENCE);
        String answer = get("/sites/new%20york?state=open%26x", "");
        assertStatus(200, answer);
        assertTrue(answer.endsWith("new york{state=open&x}"), answer);
        assertStatus(404, get("/nothing", ""));
        assertStatus(405, ask("POST /long", "Host: localhost\r\nContent-Length: 0\r\n"));
        assertTrue(get("/bad", "").endsWith("expected a number\n"));
        assertStatus(400, get("/sites/x?a=%zz", ""));
        assertStatus(500, get("/bug", ""));
        assertStatus(200, get("/long", ""));
    }

    @Test
    void headHasNoBody() throws IOException {
        open(Role.READER, PATIENCE);
        String answer = ask("HEAD /long", "Host: localhost\r\n");
        assertStatus(200, answer);
        assertFalse(answer.contains("a line of it"));
    }

    @Test
    void browsersAreToldToTakeNothingFromElsewhere() throws IOException {
        open(Role.READER, PATIENCE);
        String answer = get("/long", "").toLowerCase();
        assertTrue(answer.contains("content-security-policy: default-src 'self';"), answer);
        assertTrue(answer.contains("x-content-type-options: nosniff"), answer);
        assertTrue(answer.contains("cache-control: no-store"), answer);
    }

    @Test
    void longAnswersAreCompressedForWhoCanReadThat() throws IOException {
        open(Role.READER, PATIENCE);
        byte[] answer = raw(
                "GET /long HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept-Encoding: gzip\r\n\r\n");
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int body = text.indexOf("\r\n\r\n") + 4;
        assertTrue(answer.length < LONG.length() / 10, answer.length + " bytes");
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(answer, body, answer.length - body))) {
            assertEquals(LONG, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aNameThatIsNotOursIsARebindingAttack() throws IOException {
        open(Role.OPERATOR, PATIENCE);
        assertStatus(421, ask("GET /long", "Host: evil.example\r\n"));
        assertStatus(421, ask("GET /long", "Host: 127.0.0.1.evil.example:8025\r\n"));
        assertStatus(421, ask("GET /healthz", "Host: evil.example\r\n"));
        assertStatus(200, ask("GET /long", "Host: LOCALHOST:8025\r\n"));
        assertStatus(200, ask("GET /long", "Host: hub.example.com\r\n"));
        assertStatus(200, ask("GET /long", "Host: [::1]:8025\r\n"));
        assertStatus(200, ask("GET /long", "Host: 10.1.2.3\r\n"));
    }

    private String post(String headers) throws IOException {
        return ask("POST /hold", "Host: localhost:8025\r\nContent-Length: 0\r\n" + headers);
    }

    @Test
    void pagesOfOtherServersChangeNothing() throws IOException {
        open(Role.OPERATOR, PATIENCE);
        assertStatus(403, post("Origin: http://evil.example\r\n"));
        assertStatus(403, post("Origin: null\r\n"));
        assertStatus(403, post("Origin: http://localhost:9999\r\n"));
        assertStatus(403, post("Sec-Fetch-Site: cross-site\r\n"));
        assertStatus(403, post("Sec-Fetch-Site: same-site\r\nOrigin: http://localhost:8025\r\n"));
        assertStatus(200, post("Sec-Fetch-Site: same-origin\r\n"));
        assertStatus(200, post("Origin: http://localhost:8025\r\n"));
        assertStatus(200, post(""));
    }

    @Test
    void eachRoleMayDoWhatItMay() throws IOException {
        open(Role.ANYBODY, PATIENCE);
        assertStatus(200, get("/healthz", ""));
        String asked = get("/long", "");
        assertStatus(401, asked);
        assertTrue(asked.toLowerCase().contains("www-authenticate: basic realm=\"packetboat\""), asked);
        assertStatus(401, get("/nothing", ""));
        assertStatus(401, get("/long", login("rob", "wrong")));
        assertStatus(401, get("/long", "Authorization: Basic ???\r\n"));
        assertStatus(401, get("/long", "Authorization: Bearer x\r\n"));
        assertStatus(429, get("/long", login("busy", "right")));
        assertTrue(get("/who", login("rob", "right")).endsWith("robREADER"));
        assertStatus(403, get("/who", login("stranger", "right")));
        assertStatus(403, post(login("rob", "right")));
        assertStatus(200, post(login("anna", "right")));
    }

    @Test
    void aPortThatIsTakenIsAnErrorOfThePort() throws IOException {
        HttpListener first = open(Role.READER, PATIENCE);
        HttpSettings same = settings(Role.READER, first.address().getPort());
        assertThrows(BindException.class, () -> HttpListener.open(same, Optional.empty(), pages));
    }

    @Test
    void tooLongABodyIsRefused() throws IOException {
        open(Role.OPERATOR, PATIENCE);
        int length = HttpListener.LONGEST_BODY + 1;
        String answer = new String(raw("POST /hold HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                + length + "\r\n\r\n" + "x".repeat(length)), StandardCharsets.ISO_8859_1);
        assertStatus(413, answer);
    }

    @Test
    void manyConnectionsThatSayNothingHoldUpNobody() throws IOException {
        open(Role.READER, PATIENCE);
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 250; i++) {
                Socket socket = connect();
                silent.add(socket);
                if (i % 2 == 0) socket.getOutputStream().write("GET /long HTT".getBytes(StandardCharsets.US_ASCII));
            }
            assertStatus(200, get("/long", ""));
        } finally {
            for (Socket socket : silent)
                socket.close();
        }
    }

    /** Memory for a body is for those who may send one. */
    @Test
    void nobodyWaitsForABodyThatIsNotWanted() throws IOException {
        open(Role.ANYBODY, PATIENCE);
        String body = "Content-Length: 1000000\r\n";
        for (String method : List.of("GET", "HEAD"))
            assertEquals("HTTP/1.1 200 OK", firstLine(method + " /healthz", body), method);
        assertEquals("HTTP/1.1 401 Unauthorized", firstLine("POST /hold", body));
        assertEquals("HTTP/1.1 403 Forbidden", firstLine("POST /hold", body + login("rob", "right")));
    }

    /** Of an answer to a request of which no more comes than its head. */
    private String firstLine(String what, String headers) throws IOException {
        try (Socket socket = connect()) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write((what + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
        }
    }

    @Test
    void tooLongAHeadIsNotKept() throws IOException {
        open(Role.ANYBODY, PATIENCE);
        String long20k = "x".repeat(20_000);
        assertStatus(200, get("/healthz", "X: " + long20k.substring(10_000) + "\r\n"));
        assertFalse(answered("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + long20k + "\r\n\r\n"));
        assertFalse(answered("GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
                + "X: 0123456789\r\n".repeat(2000) + "\r\n"));
        assertFalse(answered("GET /healthz?" + long20k + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    }

    private boolean answered(String request) {
        try {
            return new String(raw(request), StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 200");
        } catch (IOException cutOff) {
            return false;
        }
    }

    @Test
    void aClientThatDoesNotReadIsCutOff() throws Exception {
        byte[] huge = new byte[64 << 20];
        pages.add("GET", "/huge", Role.READER, _ -> new WebAnswer.Whole(200, "application/octet-stream", huge));
        open(Role.READER, Duration.ofMillis(300));
        try (Socket socket = connect()) {
            socket.getOutputStream().write("GET /huge HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes());
            byte[] read = readUntilCut(socket);
            assertTrue(read.length < huge.length, read.length + " bytes");
        }
        assertStatus(200, get("/long", ""));
    }

    /** Begins to read when the server has given up. */
    private byte[] readUntilCut(Socket socket) throws Exception {
        await().atMost(PATIENCE).until(() -> {
            String answer = get("/healthz", "");
            return answer.startsWith("HTTP/1.1 200") && isCut(socket);
        });
        try {
            return socket.getInputStream().readAllBytes();
        } catch (IOException reset) {
            return new byte[0];
        }
    }

    /** A reset is seen by whoever writes. */
    private static boolean isCut(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void eventsGoOnForLongerThanAnAnswerMayTake() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        CountDownLatch longer = new CountDownLatch(1);
        Duration longest = Duration.ofSeconds(1);
        pages.add("GET", "/events", Role.READER, _ -> new WebAnswer.Stream(client -> {
            long begun = System.nanoTime();
            for (int i = 0; client.tell("" + i, "tick", "{\"n\":" + i + "}\nsecond line"); i++) {
                if (System.nanoTime() - begun > longest.multipliedBy(3).toNanos()) longer.countDown();
                Thread.onSpinWait();
            }
            ended.set(true);
        }));
        open(Role.READER, longest);
        Socket socket = connect();
        socket.getOutputStream().write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes());
        Thread reader = Thread.ofVirtual().start(() -> readAll(socket));
        assertTrue(longer.await(60, TimeUnit.SECONDS));
        socket.close();
        reader.join();
        await().atMost(PATIENCE).untilTrue(ended);
    }

    private static void readAll(Socket socket) {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException closed) {
            // it was meant to be
        }
    }

    @Test
    void closingEndsStreams() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        pages.add("GET", "/events", Role.READER, _ -> new WebAnswer.Stream(client -> {
            client.tell("", "", "");
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
        }));
        HttpListener opened = open(Role.READER, PATIENCE);
        try (Socket socket = connect()) {
            socket.getOutputStream().write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes());
            begun.await();
            opened.close();
            interrupted.await();
        }
    }

    @Test
    void staticFilesAreKnownByTheirTag() throws IOException {
        pages.add("GET", "/", Role.READER, StaticFile.of(HttpListenerTest.class, "page.html"));
        open(Role.READER, PATIENCE);
        String answer = get("/", "");
        assertStatus(200, answer);
        assertTrue(answer.contains("text/html; charset=utf-8"), answer);
        String tag = answer.lines().filter(l -> l.toLowerCase().startsWith("etag:")).findFirst().orElseThrow()
                .substring(5).strip();
        assertStatus(304, get("/", "If-None-Match: " + tag + "\r\n"));
        assertThrows(IllegalArgumentException.class, () -> StaticFile.of(HttpListenerTest.class, "none.html"));
    }

    @Test
    void aPageLogsInOnceAndLogsOut() throws IOException {
        open(Role.ANYBODY, PATIENCE);
        String empty = "Host: localhost\r\nContent-Length: 0\r\n";
        assertStatus(401, ask("POST /api/v1/login", empty));
        assertStatus(401, ask("POST /api/v1/login", empty + login("anna", "wrong")));
        assertStatus(403, ask("POST /api/v1/login", empty + "Sec-Fetch-Site: cross-site\r\n" + login("anna", "right")));
        String answer = ask("POST /api/v1/login", empty + login("anna", "right"));
        assertStatus(204, answer);
        String cookie = "Cookie: " + answer.replaceAll("(?is).*set-cookie: ([^;]*);.*", "$1") + "\r\n";
        assertTrue(get("/who", cookie).endsWith("annaOPERATOR in a session"));
        assertTrue(get("/who", cookie.replaceAll("=.*", "=old") + login("anna", "right")).endsWith("annaOPERATOR"));
        assertStatus(200, post(cookie));
        assertStatus(403, post(cookie + "Sec-Fetch-Site: cross-site\r\n"));
        assertStatus(204, ask("POST /api/v1/logout", empty + cookie));
        assertStatus(401, get("/who", cookie));
    }

    /** A page has a form of its own; the browser is not to put another one before it. */
    @Test
    void onlyPeopleAreAskedByTheBrowser() throws IOException {
        open(Role.ANYBODY, PATIENCE);
        assertTrue(get("/who", "").toLowerCase().contains("www-authenticate: basic"));
        assertFalse(get("/who", "Sec-Fetch-Dest: empty\r\n").toLowerCase().contains("www-authenticate"));
        assertFalse(get("/who", "X-Packetboat: board\r\n").toLowerCase().contains("www-authenticate"));
    }
}
