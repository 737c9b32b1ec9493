package org.packetboat.connectors.dialup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.dialup.Raised;

/** Links that commands switch; the commands are real programs of this system. */
class CommandSwitchTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Call CALL = Routes.call("denver", Routes.host("mail.denver.example"));

    @TempDir
    private Path folder;

    private final BlockingQueue<Reply> lost = new LinkedBlockingQueue<>();
    private List<String> status = List.of();
    private List<String> down = List.of();
    private Optional<String> from = Optional.empty();
    private Duration upTimeout = LONG;
    private Duration downTimeout = LONG;
    private Duration interval = LONG;
    private List<Duration> pauses = RepeatedDown.PAUSES;
    private Optional<Switch> gear = Optional.empty();

    @AfterEach
    void lower() {
        gear.ifPresent(Switch::lower);
    }

    private Switch gear(String... up) {
        CommandSettings settings = new CommandSettings(List.of(up),
                down.isEmpty() ? List.of("touch", folder + "/down") : down, status, from,
                upTimeout, downTimeout, interval);
        gear = Optional.of(new CommandSwitch(link(), settings, pauses));
        return gear.get();
    }

    /** Another for each test, since it is in the names of threads. */
    private String link() {
        return "sat" + folder.getFileName();
    }

    /** The one that takes the link down again and again. */
    private Optional<Thread> repeating() {
        return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().equals("down-" + link()))
                .findFirst();
    }

    private Raised raise(Switch command) throws InterruptedException {
        return command.raise(CALL, lost::add);
    }

    private String failure(Switch command) throws InterruptedException {
        return assertInstanceOf(Raised.Failed.class, raise(command)).reply().text();
    }

    private boolean isDown() {
        return Files.exists(folder.resolve("down"));
    }

    @Test
    void runsWhatItIsToldWithoutAShell() throws Exception {
        Switch command = gear("touch", folder + "/{site} {host} $(id) ;x");
        assertInstanceOf(Raised.Up.class, raise(command));
        assertTrue(Files.exists(folder.resolve("denver mail.denver.example $(id) ;x")));
        assertFalse(isDown());
        command.lower();
        assertTrue(isDown());
    }

    @Test
    void commandThatFailsIsToldWithItsLastWords() throws Exception {
        assertEquals("sh ended with 3: no satellite in sight", failure(gear("sh", "-c",
                "echo searching; echo no satellite in sight >&2; exit 3")));
        assertTrue(isDown());
    }

    @Test
    void commandThatHangsIsEndedWithAllItStarted() throws Exception {
        upTimeout = Duration.ofMillis(150);
        do { // until there is time enough for the command to begin
            upTimeout = upTimeout.multipliedBy(2);
            assertTrue(failure(gear("sh", "-c", "sleep 611 & echo $! >" + folder + "/new && mv " + folder + "/new "
                    + folder + "/child; wait")).contains("hung"));
        } while (!Files.exists(folder.resolve("child")));
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        ProcessHandle.of(child).ifPresent(handle -> handle.onExit().orTimeout(1, TimeUnit.MINUTES).join());
    }

    /** It left session, group and parent, and took its own time. */
    @Test
    void whatUpHasStartedIsEndedWithTheLinkThoughItHasASessionOfItsOwn() throws Exception {
        raise(gear("sh", "-c", "setsid -f sh -c 'echo $$ >" + folder + "/new; mv " + folder + "/new " + folder
                + "/child; exec sleep 612'; while [ ! -e " + folder + "/child ]; do sleep 0.1; done"));
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        assertTrue(ProcessHandle.of(child).filter(ProcessHandle::isAlive).isPresent());
        gear.get().lower();
        ProcessHandle.of(child).ifPresent(handle -> handle.onExit().orTimeout(1, TimeUnit.MINUTES).join());
    }

    @Test
    void whatIgnoresTheRequestToEndIsKilled() throws Exception {
        downTimeout = Duration.ofSeconds(1);
        raise(gear("sh", "-c", "setsid -f sh -c 'trap \"\" TERM; echo $$ >" + folder + "/new; mv " + folder + "/new "
                + folder + "/child; while :; do sleep 1; done'; while [ ! -e " + folder
                + "/child ]; do sleep 0.1; done"));
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        gear.get().lower();
        ProcessHandle.of(child).ifPresent(handle -> handle.onExit().orTimeout(1, TimeUnit.MINUTES).join());
    }

    /** Its first run fails, and leaves what lets the second succeed. */
    @Test
    void downThatFailsIsRunAgainUntilItSucceeds() throws Exception {
        down = List.of("sh", "-c", "test -e " + folder + "/tried && mv " + folder + "/tried " + folder
                + "/down || { touch " + folder + "/tried; exit 1; }");
        raise(gear("true"));
        gear.get().lower();
        assertTrue(Files.exists(folder.resolve("tried")));
        await("down");
    }

    private void await(String file) throws Exception {
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            while (!Files.exists(folder.resolve(file)))
                Optional.ofNullable(watch.poll(1, TimeUnit.MINUTES)).orElseThrow().reset();
        }
    }

    /** As wg-quick does of a link that is gone. */
    @Test
    void downThatFailsSinceTheLinkIsDownAlreadyIsNotRepeated() throws Exception {
        status = List.of("test", "-e", folder + "/up");
        down = List.of("false");
        raise(gear("touch", folder + "/up"));
        Files.delete(folder.resolve("up"));
        gear.get().lower();
        assertEquals(Optional.empty(), repeating());
    }

    /** Without the program that says so, nobody knows that it is down. */
    @Test
    void statusThatIsNotThereIsNoReasonToLeaveALinkUp() throws Exception {
        status = List.of(folder + "/nothing");
        down = List.of("test", "-e", folder + "/over");
        raise(gear("true"));
        gear.get().lower();
        assertTrue(repeating().isPresent());
        Files.createFile(folder.resolve("over"));
        raise(gear.get());
    }

    @Test
    void downIsRepeatedUntilStatusSaysThatTheLinkIsDown() throws Exception {
        status = List.of("test", "-e", folder + "/up");
        down = List.of("sh", "-c", "touch " + folder + "/tried; exit 1");
        pauses = List.of(Duration.ofMillis(1));
        raise(gear("touch", folder + "/up"));
        gear.get().lower();
        Thread repeating = repeating().orElseThrow();
        Files.delete(folder.resolve("tried"));
        await("tried");
        Files.delete(folder.resolve("up"));
        assertTrue(repeating.join(Duration.ofMinutes(1)));
    }

    /** What the repeated down has started takes its time to end; up would see it. */
    @Test
    void linkIsRaisedWhenTheDownThatWasRepeatedHasEnded() throws Exception {
        String child = "trap '' TERM; echo $$ >new; mv new child; while :; do sleep 1; done";
        down = List.of("sh", "-c",
                "cd " + folder + "; test -e over && exit; test -e tried || { touch tried; exit 1; }; setsid -f sh -c \""
                        + child.replace("$", "\\$") + "\"; sleep 613");
        pauses = List.of(Duration.ofMillis(1));
        Switch command = gear("sh", "-c",
                "cd " + folder + "; test ! -e child || ! kill -0 $(cat child) || touch beside");
        raise(command);
        command.lower();
        await("child");
        assertInstanceOf(Raised.Up.class, raise(command));
        assertFalse(Files.exists(folder.resolve("beside")), "up ran while down did");
        assertEquals(Optional.empty(), repeating());
        Files.createFile(folder.resolve("over"));
    }

    /** pppd says goodbye to the far side, and gives back a metered line. */
    @Test
    void whatUpHasStartedHasTimeToHangUp() throws Exception {
        raise(gear("sh", "-c", "cd " + folder + "; setsid -f sh -c 'trap \"sleep 5; touch goodbye; exit\" TERM; "
                + "touch child; while :; do sleep 0.1; done'; while [ ! -e child ]; do sleep 0.1; done"));
        gear.get().lower();
        assertTrue(Files.exists(folder.resolve("goodbye")), "it was killed");
    }

    @Test
    void pausesGetLonger() {
        assertEquals(List.of(2L, 30L, 300L), RepeatedDown.PAUSES.stream().map(Duration::toSeconds).toList());
    }

    @Test
    void commandThatIsNotThereHasToBeSeenTo() throws Exception {
        Raised.Failed failed = assertInstanceOf(Raised.Failed.class, raise(gear(folder + "/nothing")));
        assertTrue(failed.reply().isPermanent());
    }

    @Test
    void statusThatFailsTellsThatTheLinkIsLost() throws Exception {
        status = List.of("test", "-e", folder + "/up");
        interval = Duration.ofMillis(200);
        raise(gear("touch", folder + "/up"));
        Files.delete(folder.resolve("up"));
        assertTrue(lost.poll(1, TimeUnit.MINUTES).text().startsWith("the link is down: test ended with 1"));
    }

    @Test
    void connectionsAreMadeFromTheInterfacesAddress() throws Exception {
        from = Optional.of("lo");
        Raised.Up up = assertInstanceOf(Raised.Up.class, raise(gear("true")));
        assertTrue(up.from().stream().allMatch(InetAddress::isLoopbackAddress));
        assertFalse(up.from().isEmpty());
    }

    @Test
    void interfaceWithoutAnAddressIsNotUp() throws Exception {
        from = Optional.of("nothere0");
        assertEquals("interface nothere0 has no address", failure(gear("true")));
        assertTrue(isDown());
    }

    @Test
    void sitesWithTheSameCommandShareTheLink() throws IOException {
        Switch command = gear("up", "{site}");
        Call boston = Routes.call("boston", Routes.host("mail.boston.example"));
        assertFalse(command.target(CALL).equals(command.target(boston)));
        assertEquals("true", gear("true").target(boston));
    }
}
