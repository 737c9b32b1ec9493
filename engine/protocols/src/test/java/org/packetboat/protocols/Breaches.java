package org.packetboat.protocols;

import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Tag;

/** Everything that a protocol may not do, so that the rules can be seen to find it. */
@Tag("never run")
final class Breaches {
    private Path file;
    private Socket socket;
    private Thread thread;
    private ReentrantLock lock;
    private Clock clock;

    Instant hidden() {
        return Instant.now();
    }
}
