package org.packetboat.connectors.serial.practice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Two modems and a telephone line between them, all made of air: each modem is a pseudo-terminal that programs open as
 * they would open a serial port. For trying out a configuration without hardware. Whatever number is dialled, the other
 * modem rings.
 */
public final class PracticeLine implements AutoCloseable {
    private static final long TICK_NANOS = 5_000_000;

    private final PracticeModem first;
    private final PracticeModem second;
    private volatile boolean over;

    private PracticeLine(PracticeModem first, PracticeModem second) {
        this.first = first;
        this.second = second;
        first.connectTo(second);
        second.connectTo(first);
        Thread.ofPlatform().daemon().name("practice-first").start(() -> run(first));
        Thread.ofPlatform().daemon().name("practice-second").start(() -> run(second));
    }

    /**
     * Opens one; the paths become links to its modems' ports.
     *
     * @throws IOException if a path is taken by something else than such a link
     */
    public static PracticeLine open(Path first, Path second, PracticeTerms terms) throws IOException {
        PracticeModem one = new PracticeModem(Pty.open(), terms, terms.seed());
        PracticeModem other = new PracticeModem(Pty.open(), terms, ~terms.seed());
        link(first, one.port());
        link(second, other.port());
        return new PracticeLine(one, other);
    }

    /** One with noise of its own; see {@link PracticeTerms}. */
    public static PracticeLine open(Path first, Path second, int speed, double errors, long dropAfter)
            throws IOException {
        return open(first, second, new PracticeTerms(speed, errors, dropAfter, 1));
    }

    private static void link(Path path, Path port) throws IOException {
        if (path.getParent() != null) Files.createDirectories(path.getParent());
        if (Files.isSymbolicLink(path)) Files.delete(path);
        Files.createSymbolicLink(path, port);
    }

    private void run(PracticeModem modem) {
        while (!over) {
            if (!modem.step()) LockSupport.parkNanos(TICK_NANOS);
        }
    }

    /** How many calls came through so far. */
    public int calls() {
        return first.calls() + second.calls();
    }

    /** Both ports disappear. */
    @Override
    public void close() {
        over = true;
        first.close();
        second.close();
    }
}
