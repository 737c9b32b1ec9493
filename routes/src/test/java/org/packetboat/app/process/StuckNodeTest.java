package org.packetboat.app.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that does nothing any more is ended, so that it is started anew; one that was only slow is not. */
class StuckNodeTest {
    private static final Duration LONG_AGO = StuckNode.MOST.plusSeconds(1);

    @TempDir
    private Path folder;
    private Duration sinceStep = LONG_AGO;
    private final List<Integer> exits = new ArrayList<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private StuckNode watch(Path dumps) {
        return new StuckNode(() -> sinceStep, dumps, new PrintStream(said, true), exits::add);
    }

    private static void look(StuckNode watch, int times) {
        for (int i = 0; i < times; i++)
            watch.look();
    }

    private List<Path> dumps() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** What a node does that waits for a disk for ever. */
    private static void stand(CountDownLatch disk) {
        try {
            disk.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void endsWithADumpThatShowsWhereTheNodeStands() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        Thread node = Thread.ofPlatform().name("node").start(() -> stand(disk));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> node.getState() == Thread.State.WAITING);
        look(watch(folder), StuckNode.LOOKS);
        disk.countDown();
        node.join();
        assertEquals(List.of(FailFast.EXIT_CODE), exits);
        String dump = Files.readString(dumps().getFirst());
        assertTrue(dump.contains("\"node\"") && dump.contains("StuckNodeTest.stand"), dump);
        assertTrue(said.toString().contains("event=fatal reason=\"the node has not moved for 121 s\""),
                said.toString());
    }

    /** A machine that slept for an hour: the node moves as soon as it may. */
    @Test
    void doesNotEndWhatMovesAgain() {
        StuckNode watch = watch(folder);
        for (int sleeps = 0; sleeps < 3; sleeps++) {
            sinceStep = LONG_AGO;
            look(watch, StuckNode.LOOKS - 1);
            sinceStep = Duration.ZERO;
            look(watch, 1);
        }
        assertEquals(List.of(), exits);
    }

    @Test
    void doesNotEndWhatIsSlow() {
        sinceStep = StuckNode.MOST;
        look(watch(folder), 10);
        assertEquals(List.of(), exits);
    }

    @Test
    void keepsTheLastDumpsOfSeveralLives() throws IOException {
        for (int life = 1; life <= 5; life++)
            look(watch(folder), StuckNode.LOOKS);
        assertEquals(3, dumps().size());
        assertEquals(5, exits.size());
    }

    @Test
    void endsAlsoWhereNoDumpCanBeWritten() {
        look(watch(folder.resolve("gone")), StuckNode.LOOKS);
        assertEquals(List.of(FailFast.EXIT_CODE), exits);
        assertTrue(said.toString().contains("event=stuck-dump-failed"), said.toString());
    }
}
