package org.packetboat.camel.files;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.camel.PacketboatComponent;
import org.packetboat.schedules.file.Source;
import org.packetboat.schedules.yaml.Problem;

/** What is known of routes that run, and with which classes they run. */
class RouteStandingTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path folder;
    private Optional<RunningRoutes> open = Optional.empty();

    @AfterEach
    void stop() {
        open.ifPresent(RunningRoutes::close);
    }

    private RunningRoutes running(Source... files) throws Exception {
        RunningRoutes routes = new RunningRoutes(contexts(), PacketboatComponent::new, InstantSource.fixed(NOON));
        open = Optional.of(routes);
        for (Source file : files)
            routes.load(file);
        return routes;
    }

    private RouteContexts contexts() {
        return new RouteContexts(new RouteSettings(List.of(folder), folder, "hub.example.com"));
    }

    private Source file(String id, String from, String step) {
        return new Source(id + ".yaml", """
                - route:
                    id: %s
                    from:
                      uri: "%s"
                      steps:
                        - %s
                """.formatted(id, from, step).getBytes(StandardCharsets.UTF_8));
    }

    private RouteStanding of(RunningRoutes routes, String id) {
        return routes.standings().stream().filter(route -> route.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void countsWhatCameToItsEndAndWhatDidNot() throws Exception {
        RunningRoutes routes = running(file("good", "timer:a?repeatCount=3&delay=0&period=1", "to: log:a"),
                file("bad", "timer:b?repeatCount=2&delay=0&period=1",
                        "throwException: { exceptionType: java.io.IOException, message: the shop is shut }"));
        await("all").atMost(PATIENCE)
                .until(() -> of(routes, "good").completed() == 3 && of(routes, "bad").failed() == 2);
        RouteStanding good = of(routes, "good");
        assertEquals(List.of("good.yaml", "started", 0L, 0L, Optional.of(NOON), "", ""), List.of(good.file(),
                good.state(), good.failed(), good.underWay(), good.last(), good.failure(), good.trouble()));
        assertTrue(good.from().startsWith("timer://a?"), good::from);
        assertEquals("the shop is shut", of(routes, "bad").failure());
        assertEquals(0, of(routes, "bad").completed());
    }

    @Test
    void aRouteThatIsLoadedAnewBeginsAtNothing() throws Exception {
        Source once = file("once", "timer:a?repeatCount=1&delay=0", "to: log:a");
        RunningRoutes routes = running(once);
        await("it").atMost(PATIENCE).until(() -> of(routes, "once").completed() == 1);
        routes.load(file("once", "timer:a?repeatCount=1&delay=3600000", "to: log:b"));
        assertEquals(0, of(routes, "once").completed());
        routes.remove("once.yaml");
        assertEquals(List.of(), routes.standings());
    }

    @Test
    void aMailboxThatIsAwayIsATroubleOfItsRouteAndItsPasswordIsNotTold() throws Exception {
        Files.writeString(folder.resolve("password"), "verysecret");
        RunningRoutes routes = running(file("box", "pop3:127.0.0.1:1?username=u&password={{file:password}}&delay=100"
                + "&initialDelay=0", "to: log:a"));
        await("the trouble").atMost(PATIENCE).until(() -> !of(routes, "box").trouble().isEmpty());
        assertEquals("Couldn't connect to host, port: 127.0.0.1, 1; timeout 30000: Connection refused",
                of(routes, "box").trouble());
        assertFalse(of(routes, "box").toString().contains("verysecret"));
    }

    private List<String> problems(RouteContexts contexts, Source file) {
        return new RouteCheck(contexts).check(List.of(file)).stream().map(Problem::message).toList();
    }

    @Test
    void jarsInTheFolderLibBringComponentsOnBoard() throws Exception {
        Path told = folder.resolve("told");
        Source file = file("loud", "timer:a?repeatCount=1&delay=0", "setBody: { constant: hello }\n"
                + "        - to: shout:" + told);
        assertTrue(problems(contexts(), file).getFirst().contains("of a component that isn't on board"));
        ComponentJar.make(folder.resolve("lib/shout.jar"));
        assertEquals(List.of(), problems(contexts(), file));
        running(file);
        await("it").atMost(PATIENCE).until(() -> Files.exists(told) && Files.readString(told).equals("HELLO"));
    }

    @Test
    void jarsThatComeOrGoAreNoticed() throws IOException {
        RouteLibraries libraries = new RouteLibraries(List.of(folder));
        assertFalse(libraries.look());
        ClassLoader none = libraries.loader();
        ComponentJar.make(folder.resolve("lib/shout.jar"));
        assertTrue(libraries.look());
        assertFalse(libraries.look());
        assertTrue(libraries.loader() != none);
        Files.delete(folder.resolve("lib/shout.jar"));
        assertTrue(libraries.look());
        assertEquals(none, libraries.loader());
    }
}
