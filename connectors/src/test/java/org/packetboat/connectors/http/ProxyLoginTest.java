package org.packetboat.connectors.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.packetboat.protocols.smtp.syntax.Network;

/** A proxy says who is logged in, and nobody else. */
class ProxyLoginTest {
    private static final String SECRET = "X-Proxy-Secret: s3cret\r\n";

    private Optional<HttpListener> listener = Optional.empty();

    @AfterEach
    void close() {
        listener.ifPresent(HttpListener::close);
    }

    /** @param from where the proxy is; the client is at 127.0.0.1 */
    private void open(String from, Optional<String> secret, Role without) throws IOException {
        ProxyTrust proxy = new ProxyTrust(List.of(Network.parse(from)), secret, "X-Remote-User",
                Map.of("anna", Role.OPERATOR, "rob", Role.READER), Optional.of("X-Remote-Groups"),
                Map.of("netops", Role.OPERATOR, "helpdesk", Role.READER));
        WebPages pages = new WebPages()
                .add("GET", "/who", Role.READER, r -> WebAnswer.text(200, r.caller().user() + " " + r.caller().role()))
                .add("GET", "/text", Role.OPERATOR, _ -> WebAnswer.text(200, "text"));
        listener = Optional.of(HttpListener.open(
                new HttpSettings(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), Optional.empty(),
                        Set.of(), Map.of(), without, Optional.of(proxy), 300),
                Optional.empty(), pages));
    }

    /** Status and body of an answer. */
    private String get(String path, String headers) throws IOException {
        return ask("GET " + path, headers);
    }

    private String ask(String what, String headers) throws IOException {
        InetSocketAddress address = listener.orElseThrow().address();
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.getOutputStream().write((what + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                    + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return answer.substring(9, 12) + " " + answer.substring(answer.indexOf("\r\n\r\n") + 4).strip();
        }
    }

    private void refused(int status, String headers) throws IOException {
        assertEquals(Integer.toString(status), get("/who", headers).substring(0, 3), headers);
    }

    @Test
    void whoIsLoggedInAtTheProxyIsLoggedIn() throws IOException {
        open("127.0.0.0/8", Optional.of("s3cret"), Role.ANYBODY);
        assertEquals("200 anna OPERATOR", get("/who", SECRET + "X-Remote-User: anna\r\n"));
        assertEquals("200 rob READER", get("/who", SECRET + "x-remote-user: rob\r\n"));
        assertEquals("200 rob OPERATOR",
                get("/who", SECRET + "X-Remote-User: rob\r\nX-Remote-Groups: staff, netops\r\n"));
        assertEquals("200 eve READER", get("/who", SECRET + "X-Remote-User: eve\r\nX-Remote-Groups: helpdesk\r\n"));
        assertEquals("403", get("/text", SECRET + "X-Remote-User: rob\r\n").substring(0, 3));
    }

    @Test
    void whoHasNoRoleOrIsNotNamedSeesNothing() throws IOException {
        open("127.0.0.0/8", Optional.of("s3cret"), Role.ANYBODY);
        refused(403, SECRET + "X-Remote-User: eve\r\nX-Remote-Groups: staff\r\n");
        refused(403, SECRET);
        refused(403, SECRET + "X-Remote-User: \r\nX-Remote-Groups: netops\r\n");
    }

    /** Also where everybody may read: whoever says such a thing means to be somebody else. */
    @Test
    void aDirectClientThatSaysWhoItIsIsRefused() throws IOException {
        open("192.0.2.7", Optional.empty(), Role.READER);
        assertEquals("200 READER", get("/who", ""));
        refused(403, "X-Remote-User: anna\r\n");
        refused(403, SECRET + "X-Remote-User: anna\r\n");
        refused(403, "X-Remote-Groups: netops\r\n");
    }

    @Test
    void theSecretIsNeededWhereThereIsOne() throws IOException {
        open("127.0.0.1", Optional.of("s3cret"), Role.READER);
        refused(403, "X-Remote-User: anna\r\n");
        refused(403, "X-Remote-User: anna\r\nX-Proxy-Secret: guess\r\n");
        refused(403, "X-Remote-User: anna\r\nX-Proxy-Secret: \r\n");
    }

    /** A proxy that adds its header to the client's own would let everybody name himself. */
    @Test
    void aHeaderThatIsThereTwiceIsRefused() throws IOException {
        open("127.0.0.1", Optional.of("s3cret"), Role.ANYBODY);
        refused(400, SECRET + "X-Remote-User: anna\r\nX-Remote-User: rob\r\n");
        refused(400, SECRET + "X-Remote-User: rob\r\nX-Remote-Groups: netops\r\nX-Remote-Groups: staff\r\n");
    }

    /** Else the session would outlive the proxy's. */
    @Test
    void whoComesByTheProxyBeginsNoSession() throws IOException {
        open("127.0.0.1", Optional.of("s3cret"), Role.ANYBODY);
        assertEquals("409", ask("POST /api/v1/login", SECRET + "X-Remote-User: anna\r\nContent-Length: 0\r\n")
                .substring(0, 3));
    }
}
