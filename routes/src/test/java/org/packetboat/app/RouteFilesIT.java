package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.camel.files.ComponentJar;

/** Route files come, break and go while the program runs. */
class RouteFilesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;
    private Home home;
    private ServerProcess server;

    @BeforeEach
    void start() throws IOException {
        home = new Home(folder).withUsualConfiguration("routes: routes/\n");
        Files.createDirectories(folder.resolve("routes"));
        server = ServerProcess.start(home);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void route(String file, String id, String from, String step) {
        home.with("routes/" + file, """
                - route:
                    id: %s
                    from:
                      uri: "%s"
                      steps:
                        - %s
                """.formatted(id, from, step));
    }

    private void pickup(String name, String step) {
        route(name + ".yaml", name, "file:{{packetboat.folder}}/" + name, step);
    }

    private void drop(String name, String subject) {
        home.with(name + "/mail", "From: boss@example.com\nTo: " + name + "@hub.example.com\nSubject: " + subject
                + "\n\nHello.\n");
    }

    private void awaitMail(String user, String subject) {
        await().atMost(PATIENCE).untilAsserted(
                () -> assertTrue(home.mailOf(user).stream().anyMatch(m -> m.contains("Subject: " + subject + "\n")),
                        () -> subject + " in\n" + server.log()));
    }

    private void submit(String to) throws IOException {
        Path file = Files.writeString(folder.resolve("message"), "Subject: for " + to + "\n\nHello.\n");
        Home.Said said = home.run("submit", "--from", "boss@hub.example.com", "--to", to + "@hub.example.com",
                file.toString());
        assertEquals(0, said.exit(), said::all);
    }

    @Test
    void brokenFileIsRefusedByLineAndWhatRanRunsOn() throws IOException {
        assertFalse(server.log().contains("route"));
        pickup("anna", "to: packetboat:submit?envelopeFromMessage=true");
        pickup("bob", "to: packetboat:submit?envelopeFromMessage=true");
        drop("anna", "first");
        awaitMail("anna", "first");
        pickup("anna", "to: packetboat:submit?envelope=message");
        String problem = "anna.yaml:6:1: route anna: found options the component doesn't have: envelope";
        server.awaitLog(problem);
        assertTrue(home.run("status").out().contains(problem));
        assertTrue(home.run("check").out().contains(problem));
        drop("anna", "second");
        drop("bob", "still there");
        awaitMail("anna", "second");
        awaitMail("bob", "still there");
        pickup("anna", "to: packetboat:submit?envelopeFromMessage=true");
        await().atMost(PATIENCE).until(() -> !home.run("status").out().contains("PROBLEM"));
        Files.delete(folder.resolve("routes/anna.yaml"));
        server.awaitLog("event=route-file-removed file=" + folder.resolve("routes/anna.yaml"));
        drop("anna", "nobody takes this");
        drop("bob", "last");
        awaitMail("bob", "last");
        assertTrue(Files.exists(folder.resolve("anna/mail")));
    }

    @Test
    void aJarInLibBringsAComponentAndStatusSaysHowEachRouteIsDoing() throws IOException {
        pickup("anna", "to: packetboat:submit?envelopeFromMessage=true");
        route("loud.yaml", "loud", "file:{{packetboat.folder}}/loud", "to: shout:" + folder.resolve("told"));
        route("box.yaml", "box", "pop3:127.0.0.1:1?username=u&password=p&delay=200", "to: log:box");
        server.awaitLog("of a component that isn't on board");
        ComponentJar.make(folder.resolve("routes/lib/shout.jar"));
        server.awaitLog("event=route-libraries-changed jars=shout.jar");
        drop("loud", "hello");
        drop("anna", "still there");
        await("its work").atMost(PATIENCE).until(() -> Files.exists(folder.resolve("told")));
        assertTrue(Files.readString(folder.resolve("told")).contains("SUBJECT: HELLO"));
        awaitMail("anna", "still there");
        await("the counts").atMost(PATIENCE).until(() -> home.run("status").out().matches(
                "(?s).*\\n *(loud|anna) +started +1 +0 +0 .*"));
        await("the trouble").atMost(PATIENCE).until(() -> home.run("status").out().matches(
                "(?s).*PROBLEM[^\\n]*box.yaml: route box: Couldn't connect to host.*"));
        assertTrue(
                home.run("status", "--json").out()
                        .contains("\"route\":\"loud\",\"state\":\"started\",\"completed\":1,"),
                () -> home.run("status", "--json").out());
    }

    @Test
    void jarsThatCantBeUsedAreProblemsAndEverythingElseGoesOn() throws IOException {
        pickup("anna", "to: packetboat:submit?envelopeFromMessage=true");
        route("loud.yaml", "loud", "file:{{packetboat.folder}}/loud", "to: shout:" + folder.resolve("told"));
        ComponentJar.makeWithoutWhatItNeeds(folder.resolve("routes/lib/shout.jar"));
        Files.createSymbolicLink(folder.resolve("routes/lib/gone.jar"), folder.resolve("gone"));
        server.awaitLog("loud.yaml: found no class Loud");
        server.awaitLog("gone.jar: can't be read");
        drop("anna", "still there");
        awaitMail("anna", "still there");
        assertEquals(Optional.of(143), server.stop());
        server = ServerProcess.start(home);
        server.awaitLog("gone.jar: can't be read");
        drop("anna", "after a start");
        awaitMail("anna", "after a start");
        assertTrue(home.run("check").all().contains("gone.jar: can't be read"));
    }

    @Test
    void aForgottenReaderOfEventsIsSeenAndForgotten() throws IOException {
        assertTrue(home.run("events").out().contains("nobody is told of status events"));
        route("board.yaml", "board", "packetboat:events", "log: told");
        server.awaitLog("board.yaml routes=board");
        Home.Said inUse = home.run("events", "--forget", "route:board");
        assertEquals(1, inUse.exit(), inUse::all);
        assertTrue(inUse.err().contains("the event reader route:board is in use"), inUse::all);
        Files.delete(folder.resolve("routes/board.yaml"));
        server.awaitLog("event=route-file-removed");
        submit("anna");
        await().atMost(PATIENCE).untilAsserted(() -> {
            String row = home.run("events", "--json").out();
            assertTrue(row.contains("\"name\":\"route:board\",\"open\":false,\"behind\":5,"), row);
        });
        Home.Said forgotten = home.run("events", "--forget", "route:board");
        assertEquals("event reader route:board forgotten, with 5 events it has not had", forgotten.out().strip());
        assertTrue(home.run("events").out().contains("nobody is told of status events"));
        assertEquals(1, home.run("events", "--forget", "route:board").exit());
    }

    @Test
    void failedRouteHasItsMailTriedAgainAndARefusalGoesBackToTheSender() throws IOException {
        route("fails.yaml", "fails", "packetboat:inbound?to=carl@hub.example.com",
                "throwException: { exceptionType: java.lang.IllegalStateException, message: not yet }");
        route("refuses.yaml", "refuses", "packetboat:inbound?to=dora@hub.example.com",
                "throwException: { exceptionType: org.packetboat.camel.MailRefusedException, "
                        + "message: no longer used }");
        server.awaitLog("fails.yaml routes=fails");
        server.awaitLog("refuses.yaml routes=refuses");
        route("again.yaml", "again", "packetboat:inbound?to=carl@hub.example.com,zoe@hub.example.com", "log: again");
        server.awaitLog("again.yaml: another route takes the mail of carl@hub.example.com already");
        submit("carl");
        submit("dora");
        server.awaitLog("reply=\"451 4.3.0 route fails failed: not yet\"");
        await().atMost(PATIENCE).until(
                () -> home.mailOf("boss").stream().anyMatch(notice -> notice.contains("554 5.3.0 no longer used")));
        Files.delete(folder.resolve("routes/again.yaml"));
        Files.delete(folder.resolve("routes/fails.yaml"));
        awaitMail("carl", "for carl");
    }

    @Test
    void eventsGoOnWhereTheyStopped() throws IOException {
        route("events.yaml", "events", "packetboat:events",
                "to: \"file:{{packetboat.folder}}/told?fileExist=Append&fileName=events&appendChars=\\\\n\"");
        server.awaitLog("events.yaml routes=events");
        submit("erik");
        awaitTold("erik");
        assertEquals(Optional.of(143), server.stop());
        home.with("routes/events.yaml", Files.readString(folder.resolve("routes/events.yaml")));
        server = ServerProcess.start(home);
        submit("fred");
        awaitTold("fred");
        assertEquals(1, count(told(), "\"event\":\"delivered\"[^\\n]*erik@hub"), this::told);
    }

    private void awaitTold(String user) {
        await().atMost(PATIENCE).untilAsserted(() -> assertEquals(1,
                count(told(), "\"event\":\"delivered\"[^\\n]*" + user + "@hub"), () -> told() + server.log()));
    }

    private String told() {
        try {
            return Files.readString(folder.resolve("told/events"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static int count(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return (int) matcher.results().count();
    }
}
