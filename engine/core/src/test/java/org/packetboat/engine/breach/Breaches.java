package org.packetboat.engine.breach;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.TestInfo;

/** What the engine must not do, one class for each; the rules are tried on them. */
public final class Breaches {
    private Breaches() {}

    public record UsesALibrary(TestInfo info) {}

    public static final class ReadsAFile {
        String read() throws IOException {
            return Files.readString(Path.of("x"));
        }
    }

    public static final class OpensASocket {
        int port(Socket socket) {
            return socket.getPort();
        }
    }

    public static final class StartsAThread {
        void run(Runnable work) {
            Thread.ofVirtual().start(work);
        }
    }

    public static final class HasAnExecutor {
        void run(Runnable work) {
            Executors.newSingleThreadExecutor().execute(work);
        }
    }

    public static final class AsksForTheTime {
        Instant now() {
            return Instant.now();
        }
    }

    public static final class HandsTheTimeOn {
        Supplier<Instant> clock() {
            return Instant::now;
        }
    }

    public static final class ThrowsDice {
        double dice() {
            return Math.random();
        }
    }

    public record HasAClock(Clock clock) {}

    public record HasADie(SplittableRandom die) {}

    public static final class MakesADie {
        int throwIt() {
            return new SplittableRandom().nextInt();
        }
    }
}
