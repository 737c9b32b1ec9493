package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every subcommand, as an operator uses it on a running server. */
class CommandLineIT {
    private static final String OPENS = Home.SHUT_UNTIL + "T00:00:00Z";
    private static final String FAR = """
            zone: UTC
            windows: { shut: { cron: "SHUT", for: 1s } }
            routes:
              - { site: far, domains: [far.example], window: shut, host: 127.0.0.1, port: 9 }
            """;

    @TempDir
    Path folder;
    private Home home;
    private ServerProcess server;

    @BeforeEach
    void start() {
        home = new Home(folder).withUsualConfiguration("organisations: { Comp: example.com }\n")
                .with("schedules/far.yaml", FAR);
        server = ServerProcess.start(home);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Home.Said good(String command, String... arguments) {
        Home.Said said = home.run(command, arguments);
        assertEquals(0, said.exit(), said::all);
        return said;
    }

    private JsonNode json(String command, String... arguments) throws IOException {
        Home.Said said = good(command, arguments);
        assertEquals(1, said.lines().size(), said::all);
        return new ObjectMapper().readTree(said.out());
    }

    @Test
    void commandsOpenNoPort() throws IOException {
        Set<String> before = ListeningPorts.of(server.pid());
        assertFalse(before.isEmpty());
        good("status");
        good("queue");
        assertEquals(before, ListeningPorts.of(server.pid()));
    }

    private String submitted(String to) throws IOException {
        Path letter = Files.writeString(folder.resolve("letter"), "Hello.\n");
        return json("submit", "--from", "anna@hub.example.com", "--to", to, "--json", letter.toString()).get("id")
                .asText();
    }

    @Test
    void listsWhatWasSubmittedAndWhy() throws IOException {
        String id = submitted("bob@far.example,carl@far.example");
        JsonNode domain = json("queue", "--json");
        assertEquals("far.example", domain.get("domain").asText());
        assertEquals("far", domain.get("site").asText());
        assertEquals(1, domain.get("depth").asInt());
        assertTrue(domain.get("next").asText().equals(OPENS), domain::toString);
        JsonNode envelope = json("queue", "--json", "far.example");
        assertTrue(envelope.get("id").asText().startsWith(id + "."), envelope::toString);
        assertEquals(2, envelope.get("recipients").size());
        assertTrue(good("queue").out().contains("far.example"));
        assertEquals("nothing waits for else.example", good("queue", "else.example").out().strip());
        assertTrue(good("show", id).out().contains("Hello."));
    }

    @Test
    void tellsHowTheServerIs() throws IOException {
        submitted("bob@far.example");
        String text = good("status").out();
        assertTrue(text.contains("hub.example.com") && text.contains("127.0.0.1:" + server.port())
                && text.contains("1 messages accepted"), text);
        List<String> lines = good("status", "--json").lines();
        assertEquals(1, new ObjectMapper().readTree(lines.getFirst()).get("accepted").asInt());
        assertTrue(lines.stream().anyMatch(l -> l.contains("\"site\":\"far\"")), lines::toString);
    }

    @Test
    void flushOnAClosedRouteSaysWhenItOpens() throws IOException {
        submitted("bob@far.example");
        String said = good("flush", "far.example").out();
        assertTrue(said.contains("far.example: 1 waiting; route far (window shut) is closed until "
                + OPENS + ": sending then"), said);
        Home.Said unknown = home.run("flush", "else.example");
        assertEquals(1, unknown.exit());
        assertTrue(unknown.err().contains("nothing waits for else.example, and no route serves it"), unknown::all);
    }

    @Test
    void holdsAndReleasesByIdDomainAndAll() throws IOException {
        String id = submitted("bob@far.example");
        for (String target : List.of(id, "far.example", "ALL")) {
            assertTrue(good("hold", target).out().contains("held"), target);
            Home.Said flushed = good("flush", "far.example");
            if (!target.equals(id)) assertTrue(flushed.out().contains("held by the operator"), flushed::all);
            assertTrue(good("release", target).out().contains("released"), target);
        }
        assertFalse(json("queue", "--json", "far.example").get("held").asBoolean());
    }

    @Test
    void listingsAreFilteredBySameWords() throws IOException {
        String id = submitted("bob@far.example");
        for (List<String> all : List.of(List.of("--site", "far"), List.of("--route", "far"),
                List.of("--domain", "*.example"), List.of("--state", "closed"), List.of("--age", "0s"),
                List.of("--size", "1B"))) {
            assertEquals("far.example", json("queue", Stream.concat(Stream.of("--json"), all.stream())
                    .toArray(String[]::new)).get("domain").asText(), all::toString);
        }
        for (List<String> none : List.of(List.of("--site", "near"), List.of("--domain", "far"),
                List.of("--state", "resting"), List.of("--age", "1h"), List.of("--size", "1MB")))
            assertEquals("none of 1 domains", good("queue", none.toArray(String[]::new)).out().strip());
        assertEquals(id + ".0", json("queue", "--json", "--from", "anna@", "--state", "untried").get("id").asText());
        assertEquals(id + ".0", json("queue", "--json", "far.example", "--size", "1B").get("id").asText());
        List<String> routes = good("status", "--json", "--site", "far").lines().stream()
                .filter(line -> line.contains("\"kind\":\"route\"")).toList();
        assertTrue(routes.size() == 1 && routes.getFirst().contains("\"site\":\"far\""), routes::toString);
        assertEquals(1, home.run("queue", "--state", "blue").exit());
        assertEquals(good("queue").out(), good("mailq").out());
    }

    @Test
    void qshapeCountsMailByAge() throws IOException {
        assertEquals("nothing waits", good("qshape").out().strip());
        submitted("bob@far.example");
        submitted("bob@far.example");
        List<String> lines = good("qshape", "--ages", "1h,2h").lines();
        assertEquals(List.of("", "TOTAL", "1h", "2h", "2h+"), List.of(lines.getFirst().split(" +")));
        assertEquals("TOTAL 2 2 0 0", lines.get(1).strip().replaceAll(" +", " "));
        assertEquals("far.example 2 2 0 0", lines.get(2).strip().replaceAll(" +", " "));
        assertTrue(good("qshape", "--by", "sender").out().contains("hub.example.com"));
        assertEquals(1, home.run("qshape", "--site", "near").exit());
        assertEquals(1, home.run("qshape", "--ages", "2h,1h").exit());
    }

    /** Who may not look into the folder learns whose it is, and not that no server runs. */
    @Test
    void anotherUsersServerIsExitEight() throws IOException, InterruptedException {
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "another user can be had by root only");
        open(folder);
        List<String> nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        Assumptions.assumeTrue(said(new ProcessBuilder(Stream.concat(nobody.stream(),
                Stream.of("test", "-r", ServerProcess.PROGRAM.toString())).toList()), "").exit() == 0,
                "another user may not read the program");
        for (String command : List.of("status", "report")) {
            Home.Said said = said(new ProcessBuilder(Stream.concat(nobody.stream(),
                    ServerProcess.program(command, "--config", home.configuration().toString()).stream()).toList()),
                    "");
            assertEquals(8, said.exit(), said::all);
            assertTrue(said.err().contains("belongs to root"), said::all);
        }
    }

    /** So that others see the configuration, and only the queue is hidden from them. */
    private void open(Path place) throws IOException {
        for (Path at = place; at.getNameCount() > 1; at = at.getParent())
            Files.setPosixFilePermissions(at, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(home.configuration(), PosixFilePermissions.fromString("rw-r--r--"));
        try (Stream<Path> all = Files.walk(folder.resolve("schedules"))) {
            for (Path path : all.toList())
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void requeueStartsAnew() throws IOException {
        String id = submitted("bob@far.example");
        String before = json("queue", "--json", "far.example").get("expires").asText();
        assertEquals("requeued 1", good("requeue", id).out().strip());
        String after = json("queue", "--json", "far.example").get("expires").asText();
        assertTrue(after.compareTo(before) > 0, before + " " + after);
    }

    @Test
    void expireTellsTheSender() throws IOException {
        String id = submitted("bob@far.example");
        assertEquals("expired 1", good("expire", id).out().strip());
        await().atMost(ServerProcess.PATIENCE).until(() -> home.mailOf("anna").size() == 1);
        String notice = home.mailOf("anna").getFirst();
        assertTrue(notice.contains("Failed to deliver.") && notice.contains("bob@far.example"), notice);
        assertEquals("nothing waits", good("queue").out().strip());
    }

    @Test
    void deleteTellsNobody() throws IOException {
        submitted("bob@far.example");
        JsonNode answer = json("delete", "--json", "ALL");
        assertEquals("deleted 1", answer.get("answer").asText());
        assertEquals("nothing waits", good("queue").out().strip());
        assertTrue(home.mailOf("anna").isEmpty());
    }

    @Test
    void findsMailByWhatItIsAndChangesAllOfIt() throws IOException {
        String id = submitted("bob@far.example");
        assertEquals(id + ".0", json("find", "--from", "ANNA@", "--to", "*@far.example", "--json").get("id").asText());
        assertTrue(good("find", "--site", "far", "--delete", "--dry-run").out().contains("1 of 1 envelopes found"));
        Path saved = folder.resolve("saved");
        good("find", "--state", "untried", "--export", saved.toString());
        assertTrue(Files.readString(saved.resolve(id + ".eml")).endsWith("Hello.\r\n"));
        assertTrue(Files.readString(saved.resolve(id + ".json")).contains("bob@far.example"));
        assertEquals("held 1", good("find", "--age", "0s", "--hold").out().strip());
        assertEquals(1, home.run("find", "--to", "carl@", "--delete").exit());
        assertEquals(2, home.run("find", "--delete").exit());
        assertEquals(2, home.run("find", "--to", "bob", "--delete", "--hold").exit());
        assertEquals("deleted 1", good("find", "--to", "bob", "--delete").out().strip());
    }

    @Test
    void whySaysWhatMailWaitsFor() throws IOException {
        String id = submitted("bob@far.example");
        String closed = id + ".0 for bob@far.example waits: route far (window shut) is closed until "
                + OPENS.replace("T", " ").replace("Z", "");
        for (String what : List.of(id, "bob@far.example", "far.example", "ALL"))
            assertTrue(good("why", what, "--zone", "UTC").out().startsWith(closed), what);
        assertTrue(good("trace", id, "--zone", "UTC").out().contains(closed));
        good("hold", "far.example");
        assertTrue(json("why", id, "--json").get("why").asText().contains("an operator holds far.example"));
        assertEquals(1, home.run("why", "nobody@far.example").exit());
    }

    @Test
    void traceTellsTheStoryOfWhatIsGoneAlsoWithoutAServer() throws IOException {
        String id = submitted("bob@far.example");
        good("hold", id);
        good("delete", id);
        String told = good("trace", id, "--zone", "UTC").out();
        assertTrue(told.startsWith(id + "  from <anna@hub.example.com>, Message-ID <"), told);
        for (String part : List.of("received from submit", "held by an operator", "deleted by an operator",
                "In all: 1 deleted."))
            assertTrue(told.contains(part), told);
        List<String> lines = good("trace", "BOB@far.example", "--json").lines();
        assertEquals(4, lines.size(), lines::toString);
        assertEquals(1, new ObjectMapper().readTree(lines.getFirst()).get("trace").asInt());
        Path proof = folder.resolve("proof.txt");
        good("trace", id, "--export", proof.toString());
        assertTrue(Files.readString(proof).contains(told.lines().findFirst().orElseThrow()));
        assertEquals(1, home.run("trace", id, "--export", proof.toString()).exit());
        assertEquals(1, home.run("trace", "nobody@far.example").exit());
        server.close();
        String without = good("trace", id, "--zone", "UTC").out();
        assertTrue(without.contains("In all: 1 deleted.") && !without.contains("Gap"), without);
    }

    @Test
    void threePartNamesAreTakenWhereAddressesAre() throws IOException {
        Path letter = Files.writeString(folder.resolve("letter"), "Hello.\n");
        home.with("schedules/far.yaml", FAR.replace("[far.example]", "[\"*.example.com\"]"));
        await().atMost(ServerProcess.PATIENCE).until(() -> home.run("submit", "--from", "Jan Wong:Hub:Comp", "--to",
                "Sales Desk:HQ:Comp", letter.toString()).exit() == 0);
        JsonNode envelope = json("queue", "--json", "hq.example.com");
        assertEquals("jan.wong@hub.example.com", envelope.get("sender").asText());
        assertEquals("sales.desk@hq.example.com", envelope.get("recipients").get(0).asText());
    }

    @Test
    void whatCantBeDoneIsExitOneAndNonsenseIsExitTwo() throws IOException {
        Path letter = Files.writeString(folder.resolve("letter"), "Hello.\n");
        Home.Said noRoute = home.run("submit", "--from", "", "--to", "x@nowhere.example", letter.toString());
        assertEquals(1, noRoute.exit(), noRoute::all);
        assertTrue(noRoute.err().contains("550 5.4.4"), noRoute::all);
        assertEquals(1, home.run("show", "ZZZZZ").exit());
        assertEquals(1, home.run("hold", "!").exit());
        assertEquals(1, home.run("submit", "--from", "", "--to", "a@far.example", "/no/such/file").exit());
        assertEquals(2, home.run("submit", "--from", "", "--to", "no address", letter.toString()).exit());
        assertEquals(2, home.run("queue", "--colour").exit());
        assertEquals(2, Home.anywhere("dance").exit());
    }

    @Test
    void badConfigurationIsExitFourWithFileAndLine() {
        List<String> said = good("check").out().lines().toList();
        assertEquals("good: server hub.example.com, 1 routes, 1 local domains", said.getFirst());
        assertTrue(said.stream().anyMatch(
                line -> line.matches(".*msdead of 120 h on a window that is shut for 87(60|84) h.*")),
                said::toString);
        assertEquals(7, home.run("check", "--strict").exit());
        home.withUsualConfiguration("msdaed: 4h\n");
        Home.Said check = home.run("check");
        assertEquals(4, check.exit(), check::all);
        assertTrue(check.out().matches("(?s).*packetboat\\.yaml:\\d+:1: .*msdaed.*"), check::all);
        Home.Said run = home.run("run");
        assertEquals(4, run.exit(), run::all);
        assertTrue(run.err().matches("(?s).*packetboat\\.yaml:\\d+:1: .*msdaed.*"), run::all);
        assertEquals(4, home.run("queue").exit());
        home.withUsualConfiguration("").with("schedules/far.yaml",
                FAR.replace("window: shut", "window: shud"));
        Home.Said schedule = home.run("check", "--json");
        assertEquals(4, schedule.exit(), schedule::all);
        assertTrue(schedule.out().contains("far.yaml:4:") && schedule.out().contains("did you mean shut?"),
                schedule::all);
    }

    @Test
    void withoutAServerIsExitThree() {
        server.kill();
        for (String command : List.of("status", "queue", "stop"))
            assertEquals(3, home.run(command).exit(), command);
        Home.Said said = home.run("flush", "ALL");
        assertEquals(3, said.exit());
        assertTrue(said.err().contains("no server is running on " + home.data()), said::all);
    }

    @Test
    void theProcessEndsWithTheExitCodeAndStopEndsTheServer() throws IOException, InterruptedException {
        submitted("bob@far.example");
        assertEquals(0, process("", "stop", "--config", home.configuration().toString()).exit());
        assertEquals(Optional.of(0), server.awaitEnd());
        assertEquals(3, process("", "status", "--config", home.configuration().toString()).exit());
        server = ServerProcess.start(home);
        assertEquals(1, json("queue", "--json").get("depth").asInt());
        assertEquals(Optional.of(143), server.stop());
        assertFalse(Files.exists(home.data().resolve("packetboat.pid")));
    }

    @Test
    void passwordAndSubmitReadStandardInput() throws IOException, InterruptedException {
        Home.Said line = process("secret\n", "password", "alice");
        assertEquals(0, line.exit(), line::all);
        assertTrue(line.out().startsWith("alice:") && !line.out().contains("secret"), line::all);
        Home.Said sent = process("From: a@b.example\nSubject: hi\n\nHello there.\n", "submit", "--config",
                home.configuration().toString(), "--from", "", "--to", "bob@far.example", "-");
        assertEquals(0, sent.exit(), sent::all);
        String id = sent.out().strip().substring("queued as ".length());
        String shown = good("show", id).out();
        assertTrue(shown.contains("\r\nSubject: hi\r\n") && shown.contains("\r\n\r\nHello there.\r\n"), shown);
    }

    @Test
    void everyCommandHasHelpWithAnExample() {
        for (String command : List.of("run", "check", "status", "queue", "hold", "release", "requeue", "request",
                "resend", "flush",
                "expire", "delete", "show", "submit", "events", "password", "stop")) {
            Home.Said help = Home.anywhere(command, "--help");
            assertEquals(0, help.exit());
            assertTrue(help.out().contains("Example") && help.out().contains("packetboat " + command), help::all);
        }
    }

    private static Home.Said process(String input, String... arguments) throws IOException, InterruptedException {
        return said(new ProcessBuilder(ServerProcess.program(arguments)), input);
    }

    private static Home.Said said(ProcessBuilder program, String input) throws IOException, InterruptedException {
        Process process = program.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Home.Said(process.waitFor(), out, err);
    }
}
