package org.packetboat.connectors.dialup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.dialup.Raised;

/**
 * What is made of what pppd does. The program run here is a script that says what the real one says; the real one, at
 * both ends of a line, is run by {@code PppIT} of the application.
 */
class PppSwitchTest {
    private static final String UP = """
            echo 'Using interface ppp0'
            echo 'Connect: ppp0 <--> /dev/ttyS0'
            echo 'PAP authentication succeeded'
            echo 'local  IP address 10.64.0.1'
            echo 'remote IP address 10.64.0.2'
            """;
    private static final Call CALL = Routes.call("denver", Routes.number("5550100"));

    @TempDir
    private Path folder;

    private final List<String> dialled = new ArrayList<>();
    private final BlockingQueue<Reply> lost = new LinkedBlockingQueue<>();
    private Duration upTimeout = Duration.ofMinutes(1);
    private Optional<Switch> gear = Optional.empty();

    @AfterEach
    void lower() {
        gear.ifPresent(Switch::lower);
    }

    private Switch script(String... lines) throws IOException {
        Path program = folder.resolve("pppd");
        Files.writeString(program, "#!/bin/sh\necho \"$@\" >>" + folder.resolve("words") + "\n" + String.join("\n",
                lines));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Path password = Files.writeString(folder.resolve("password"), "se\"cret\n");
        PppSettings settings = new PppSettings(program, Optional.empty(), List.of("mtu 576"), Optional.of("hub"),
                Optional.of(password), upTimeout, Duration.ofMinutes(2), folder.resolve("run"));
        gear = Optional.of(new PppSwitch("line", settings, Optional.of(this::dial)));
        return gear.get();
    }

    private Dialler.Dialled dial(String number) {
        dialled.add("dial " + number);
        return new Dialler.Dialled.Through(Path.of("/dev/ttyS9"), 38_400, false, () -> dialled.add("hang up"));
    }

    private Raised raise(Switch ppp) throws InterruptedException {
        return ppp.raise(CALL, lost::add);
    }

    private Reply failure(Switch ppp) throws InterruptedException {
        return assertInstanceOf(Raised.Failed.class, raise(ppp)).reply();
    }

    private List<Path> secrets() throws IOException {
        Path run = folder.resolve("run");
        if (!Files.exists(run)) return List.of();
        try (Stream<Path> files = Files.list(run)) {
            return files.toList();
        }
    }

    @Test
    void isUpWhenBothAddressesAreKnown() throws Exception {
        Switch ppp = script(UP, "exec sleep 600");
        assertEquals(new Raised.Up(List.of(InetAddress.getByName("10.64.0.1")),
                Optional.of(InetAddress.getByName("10.64.0.2"))), raise(ppp));
        assertEquals(List.of("dial 5550100"), dialled);
        String words = Files.readString(folder.resolve("words"));
        assertTrue(words.contains(" mtu 576 /dev/ttyS9 38400 local nodetach"), words);
        assertTrue(words.contains("idle 120"), words);
    }

    @Test
    void passwordIsInAFileOfOursForAsLongAsTheRunLasts() throws Exception {
        Switch ppp = script(UP, "exec sleep 600");
        raise(ppp);
        assertFalse(Files.readString(folder.resolve("words")).contains("cret"));
        assertEquals("user \"hub\"\npassword \"se\\\"cret\"\n", Files.readString(secrets().getFirst()));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets().getFirst())));
        ppp.lower();
        assertEquals(List.of(), secrets());
    }

    @ParameterizedTest
    @CsvSource({"1,451,1", "2,550,1", "3,550,1", "4,550,1", "5,450,2", "7,450,1", "11,535,1", "16,450,1", "19,535,1",
            "77,451,1"})
    void eachWayToFailHasItsReplyAndItsNumberOfAttempts(int exit, int code, int attempts) throws Exception {
        Reply reply = failure(script("echo 'the last words'", "exit " + exit));
        assertEquals(code, reply.code());
        assertTrue(reply.text().endsWith("(the last words)"), reply.text());
        assertEquals(attempts, dialled.stream().filter("dial 5550100"::equals).count());
        assertEquals("hang up", dialled.getLast());
    }

    @Test
    void tellsAFarSideThatSpeaksNoPppFromOneThatGivesNoAddress() throws Exception {
        assertTrue(failure(script("echo 'LCP: timeout sending Config-Requests'", "exit 10")).text()
                .startsWith("the far side does not speak PPP"));
        assertTrue(failure(script("echo 'CHAP authentication succeeded'", "exit 10")).text()
                .startsWith("the far side gave no IP address"));
    }

    @Test
    void endsARunThatTakesTooLong() throws Exception {
        upTimeout = Duration.ofMillis(300);
        Reply reply = failure(script("echo 'Connect: ppp0 <--> /dev/ttyS0'", "exec sleep 600"));
        assertTrue(reply.text().startsWith("the far side does not speak PPP"), reply.text());
    }

    @Test
    void tellsWhenTheConnectionIsLostLater() throws Exception {
        raise(script(UP, "sleep 0.3", "echo 'Modem hangup'", "exit 16"));
        assertEquals("the carrier was lost (Modem hangup)", lost.poll(1, TimeUnit.MINUTES).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Serial link appears to be disconnected.", "Modem hangup", "LCP terminated by peer"})
    void connectionIsLostWhenItSaysSoThoughItDoesNotEnd(String words) throws Exception {
        Switch ppp = script(UP, "sleep 0.3", "echo '" + words + "'", "echo 'Connect time 0.1 minutes.'",
                "exec sleep 600");
        raise(ppp);
        assertTrue(lost.poll(1, TimeUnit.MINUTES).text().endsWith("(" + words + ")"));
        ppp.lower();
        assertEquals(List.of(), secrets());
        assertTrue(lost.isEmpty());
    }

    @Test
    void tellsWhenTheHelperIsKilled() throws Exception {
        raise(script(UP, "sleep 0.3", "kill -9 $$"));
        assertTrue(lost.poll(1, TimeUnit.MINUTES).text().startsWith("pppd was killed"));
    }

    @Test
    void takingItDownIsNoLoss() throws Exception {
        Switch ppp = script(UP, "exec sleep 600");
        raise(ppp);
        ppp.lower();
        assertEquals("hang up", dialled.getLast());
        assertTrue(lost.isEmpty());
    }

    @Test
    void saysWhenThereIsNoPppd() throws Exception {
        Switch ppp = script(UP);
        Files.delete(folder.resolve("pppd"));
        assertTrue(failure(ppp).text().startsWith("pppd is not installed"));
        assertTrue(PppSwitch.trouble(folder.resolve("pppd"), Optional.empty()).orElseThrow()
                .endsWith("install the package ppp"));
    }

    @Test
    void interruptedWhileItComesUpLeavesNothingBehind() throws Exception {
        Switch ppp = script("echo ready >" + folder.resolve("ready"), "exec sleep 600");
        Thread raising = Thread.ofPlatform().start(() -> {
            try {
                raise(ppp);
            } catch (InterruptedException wanted) {
                lost.add(new Reply(450, "", "interrupted"));
            }
        });
        while (!Files.exists(folder.resolve("ready")))
            Thread.onSpinWait();
        raising.interrupt();
        raising.join();
        assertEquals("interrupted", lost.poll().text());
        assertEquals("hang up", dialled.getLast());
        assertEquals(List.of(), secrets());
    }
}
