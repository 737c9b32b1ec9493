package org.packetboat.connectors.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.protocols.ScriptedSupply;

class StreamLineTest {
    private static final int PIECES = 1000;

    private final CountDownLatch allRead = new CountDownLatch(PIECES);
    private final CountDownLatch over = new CountDownLatch(1);
    private long received;

    /** Some mail, as fast as anybody reads it. */
    private final class Flood extends InputStream {
        @Override
        public int read() {
            throw new AssertionError("one byte at a time");
        }

        @Override
        public int read(byte[] piece, int from, int length) {
            if (allRead.getCount() == 0) return -1;
            allRead.countDown();
            return length;
        }
    }

    /** A session whose disk hangs for a while. */
    private final class SlowSession implements LinkSession {
        @Override
        public List<Action> on(Event event, Instant now) {
            switch (event) {
                case Event.Connected _ -> assertFalse(allIsRead(), "read without end, though nobody takes it");
                case Event.Received(byte[] bytes) -> received += bytes.length;
                case Event.Lost _, Event.Stop _ -> {
                    return List.of(new Action.HangUp(new Ending.Finished()));
                }
                default -> {
                }
            }
            return List.of();
        }

        private boolean allIsRead() {
            try {
                return allRead.await(300, TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        }
    }

    @Test
    void slowSessionMakesTheFarSideWait() throws Exception {
        StreamLine line = new StreamLine(new Flood(), OutputStream.nullOutputStream(), over::countDown,
                Clock.systemUTC(), "test");
        line.start(new SessionDriver(new SlowSession(), line, new ScriptedSupply(), Clock.systemUTC()::instant));
        over.await();
        assertEquals(PIECES * 16L * 1024, received);
    }
}
