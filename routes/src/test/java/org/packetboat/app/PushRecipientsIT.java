package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.ports.FreePorts;

/** The inside tells a perimeter who there is: both are real servers, and mail is all that goes between them. */
class PushRecipientsIT {
    private static final String INSIDE = """
            server: inside.example.com
            data: data
            local-domains: [example.com]
            smtp: { listen: "127.0.0.1:%d" }
            fleet: { branches: branches }
            recipients:
              lists:
                staff: { domains: example.com, file: staff.txt, push-to: edge, push-hashed: true }
            """;
    private static final String EDGE = """
            server: edge.example.com
            data: data
            local-domains: [edge.example.com]
            smtp: { listen: "127.0.0.1:%d" }
            recipients:
              tarpit: none
              lists:
                staff: { domains: example.com, site: inside, pushed-by: %s }
            """;

    @TempDir
    Path folder;
    private final List<ServerProcess> servers = new ArrayList<>();
    private Home inside;
    private Home edge;
    private int edgePort;

    @AfterEach
    void stop() {
        servers.forEach(ServerProcess::close);
    }

    private void begin() throws IOException {
        int insidePort = FreePorts.one();
        edgePort = FreePorts.one();
        inside = new Home(Files.createDirectory(folder.resolve("inside"))).with("packetboat.yaml",
                INSIDE.formatted(insidePort)).with("staff.txt", "anna\nbob\n")
                .with("schedules/routes.yaml", route("edge", "edge.example.com", edgePort));
        Files.createDirectories(inside.folder().resolve("branches"));
        edge = new Home(Files.createDirectory(folder.resolve("edge")));
        edge.with("packetboat.yaml", EDGE.formatted(edgePort, inside.run("fleet-key").out().strip()))
                .with("schedules/routes.yaml", route("inside", "example.com", insidePort));
        inside.with("branches/edge.key", edge.run("fleet-key").out());
        servers.add(ServerProcess.start(inside));
        servers.add(ServerProcess.start(edge));
        read(2);
    }

    private static String route(String site, String domain, int port) {
        return "routes: [{ site: %s, domains: [%s], host: 127.0.0.1, port: %d, msfsleep: 1s, msfrsleep: 1 }]\n"
                .formatted(site, domain, port);
    }

    private void read(int rows) {
        await().atMost(ServerProcess.PATIENCE).until(() -> inside.run("recipients", "--json").out()
                .contains("\"rows\":" + rows + ","));
    }

    private String push(String... more) {
        Home.Said said = inside.run("push-recipients", more);
        assertEquals(0, said.exit(), said::all);
        return said.out();
    }

    private void becomes(String state) {
        await().atMost(ServerProcess.PATIENCE).untilAsserted(() -> assertTrue(answer().contains(state), this::answer));
    }

    private String answer() {
        return inside.run("push-recipients", "--answer", "--json").all();
    }

    private String rcpt(String name) throws IOException {
        try (SmtpTalk talk = SmtpTalk.to(edgePort)) {
            talk.ask("MAIL FROM:<a@example.org>", "250");
            talk.say(("RCPT TO:<" + name + "@example.com>\r\n").getBytes(StandardCharsets.UTF_8));
            return talk.reply().substring(0, 9).strip();
        }
    }

    private void isAnswered(String name, String reply) {
        await().atMost(ServerProcess.PATIENCE).untilAsserted(() -> assertEquals(reply, rcpt(name)));
    }

    @Test
    void thePerimeterRefusesWhomTheInsideDoesNotKnow() throws IOException {
        begin();
        assertEquals("451 4.3.0", rcpt("anna"), "nothing was pushed yet");
        // the mailbox for answers is at a domain with a list, at both ends
        assertTrue(push().contains("all 3 recipients"), this::answer);
        becomes("\"state\":\"in force\"");
        assertEquals("250 2.1.5", rcpt("Anna"));
        assertEquals("550 5.1.1", rcpt("carol"));
        assertTrue(push().contains("nothing has changed"));
        inside.with("staff.txt", "anna\ncarol\n" + "x@example.com\n".repeat(2));
        read(3);
        push();
        becomes("\"state\":\"in force\"");
        isAnswered("carol", "250 2.1.5");
        assertEquals("550 5.1.1", rcpt("bob"));
        assertFalse(new String(Files.readAllBytes(edge.data().resolve("recipients/staff.list")),
                StandardCharsets.ISO_8859_1).contains("carol"), "names are hashed");
        assertEquals(0, edge.run("status").exit());
        assertTrue(edge.run("recipients").out().contains("pushed by"));
        assertTrue(inside.run("status", "--json").out().contains("\"kind\":\"recipient-push\""));
    }

    /** Who lost his list puts off everybody, and has the next push send all of it. */
    @Test
    void perimeterThatLostItsListIsGivenAllOfIt() throws IOException {
        begin();
        push();
        becomes("\"state\":\"in force\"");
        servers.removeLast().close();
        Files.delete(edge.data().resolve("recipients/staff.list"));
        inside.with("staff.txt", "anna\nbob\n" + String.join("\n", IntStream.range(0, 99)
                .mapToObj(i -> "p" + i).toList()) + "\n");
        read(101);
        push();
        inside.with("staff.txt", Files.readString(inside.folder().resolve("staff.txt")) + "last\n");
        read(102);
        push();
        servers.add(ServerProcess.start(edge));
        await().atMost(ServerProcess.PATIENCE).until(() -> !answer().contains("\"state\":\"sent\""));
        if (answer().contains("refused")) push();
        isAnswered("last", "250 2.1.5");
        assertEquals("550 5.1.1", rcpt("nobody"));
    }

    @Test
    void whoMayNotPushIsNotBelieved() throws IOException {
        begin();
        Home stranger = new Home(Files.createDirectory(folder.resolve("stranger")));
        stranger.with("packetboat.yaml", INSIDE.formatted(FreePorts.one()).replace("inside.example.com",
                "stranger.example.com")).with("staff.txt", "mallory\n")
                .with("schedules/routes.yaml", route("edge", "edge.example.com", edgePort))
                .with("branches/edge.key", edge.run("fleet-key").out());
        servers.add(ServerProcess.start(stranger));
        await().atMost(ServerProcess.PATIENCE).until(() -> stranger.run("recipients", "--json").out()
                .contains("\"rows\":1,"));
        assertEquals(0, stranger.run("push-recipients").exit());
        await().atMost(ServerProcess.PATIENCE).until(() -> Files.readString(edge.folder().resolve("server.log"))
                .contains("push-not-believed"));
        assertEquals("451 4.3.0", rcpt("mallory"));
    }
}
