package org.packetboat.app.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class FailFastTest {
    private final List<Integer> exits = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void saysWhichThreadDiedOfWhatAndEndsWithItsOwnCode() throws InterruptedException {
        die(new FailFast(new PrintStream(said), exits::add), new OutOfMemoryError("Java heap space"));
        assertEquals(FailFast.EXIT_CODE, exits.getFirst());
        assertTrue(
                said.toString().contains("event=fatal thread=\"node\" reason=\"java.lang.OutOfMemoryError: Java heap"),
                said::toString);
    }

    @Test
    void saysSoThoughThereIsNoMemoryToSayWhat() throws InterruptedException {
        FailFast failFast = new FailFast(new PrintStream(said) {
            @Override
            public void println(String line) {
                throw new OutOfMemoryError();
            }
        }, exits::add);
        die(failFast, new OutOfMemoryError());
        assertTrue(said.toString().contains(" ERROR event=fatal reason=\"no memory left"), said::toString);
        assertEquals(FailFast.EXIT_CODE, exits.getFirst());
    }

    @Test
    void onlyTheFirstDeathIsTold() throws InterruptedException {
        FailFast failFast = new FailFast(new PrintStream(said), exits::add);
        die(failFast, new IllegalStateException("the cause"));
        die(failFast, new IllegalStateException("what followed"));
        assertFalse(said.toString().contains("what followed"), said::toString);
    }

    @Test
    void endsThoughNobodyReadsWhatItPrints() {
        CountDownLatch never = new CountDownLatch(1);
        PrintStream stuck = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) {
                try {
                    never.await();
                } catch (InterruptedException over) {
                    Thread.currentThread().interrupt();
                }
            }
        }, true);
        FailFast failFast = new FailFast(stuck, exits::add);
        Thread dying = Thread.ofVirtual().unstarted(() -> {});
        Thread.ofPlatform().daemon().start(() -> failFast.uncaughtException(dying, new IllegalStateException("bug")));
        await().until(() -> exits.equals(List.of(FailFast.EXIT_CODE)));
        never.countDown();
    }

    @Test
    void anOverflownStackHarmsOnlyTheWorkThatOverflowedIt() {
        assertTrue(FailFast.isFatal(new OutOfMemoryError()));
        assertTrue(FailFast.isFatal(new NoClassDefFoundError()));
        assertFalse(FailFast.isFatal(new StackOverflowError()));
        assertFalse(FailFast.isFatal(new UnsatisfiedLinkError("no such library for this processor")));
    }

    private static void die(FailFast failFast, Throwable of) throws InterruptedException {
        Thread dying = Thread.ofPlatform().name("node").unstarted(() -> throwIt(of));
        dying.setUncaughtExceptionHandler(failFast);
        dying.start();
        dying.join();
    }

    private static void throwIt(Throwable thrown) {
        if (thrown instanceof Error error) throw error;
        throw (RuntimeException) thrown;
    }
}
