package org.packetboat.engine.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.mail.Reply;

/** What every {@link Line} promises, whatever carries its bytes. The times are for one that hangs. */
@Timeout(120)
public abstract class LineContract {
    private static final long PATIENCE_SECONDS = 60;
    private static final int MORE_THAN_BUFFERS = 20_000_000;

    /** The other end, as a test sees it. */
    public interface FarEnd {
        void write(byte[] bytes) throws Exception;

        /** Waits for so many bytes. */
        byte[] read(int length) throws Exception;

        /** Ends the connection. */
        void hangUp() throws Exception;

        /** Waits until the line has ended the connection. */
        void awaitEnd() throws Exception;
    }

    /** A session that keeps what happens to it, and hangs up when it is stopped or the line is lost. */
    private static final class Recorder implements LinkSession {
        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        private final Runnable passing;
        private volatile List<Action> first = List.of();
        private volatile boolean broken;

        Recorder(Runnable passing) {
            this.passing = passing;
        }

        @Override
        public List<Action> on(Event event, Instant now) {
            events.add(event);
            if (broken) throw new IllegalStateException("thrown on purpose");
            return switch (event) {
                case Event.Connected _ -> first;
                case Event.Lost(String why) -> List.of(
                        new Action.HangUp(new Ending.Dropped(new Reply(450, "4.4.2", why))));
                case Event.Stop(boolean _, String why) -> List.of(new Action.HangUp(new Ending.Stopped(why)));
                default -> List.of();
            };
        }

        private Event next() throws InterruptedException {
            passing.run();
            Event event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertNotNull(event, "nothing happens");
            return event;
        }

        private <E extends Event> E await(Class<E> kind) throws InterruptedException {
            for (Event event = next();; event = next())
                if (kind.isInstance(event)) return kind.cast(event);
        }
    }

    private final Recorder session = new Recorder(this::pass);
    private final WatchedSupply supply = new WatchedSupply();
    private SessionDriver driver;

    /**
     * Brings a line up.
     *
     * @param driver makes the driver, which hears what happens on the line
     * @return the line, up or soon to be
     */
    protected abstract Line open(Function<Line, SessionDriver> driver) throws Exception;

    /** The other end of the line that was opened. */
    protected abstract FarEnd far() throws Exception;

    /** Waits until the line that was opened is closed at our end. */
    protected abstract void awaitClosed() throws Exception;

    /** Lets everything happen that was begun; of use only where time is simulated. */
    protected void pass() {}

    /** What the line takes for the time. */
    protected Instant now() {
        return Instant.now();
    }

    private Line open(Action... first) throws Exception {
        session.first = List.of(first);
        return open(line -> driver = new SessionDriver(session, line, supply, this::now));
    }

    private Ending end() throws InterruptedException {
        pass();
        return supply.only();
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        return noise;
    }

    @Test
    public void carriesEveryByteBothWays() throws Exception {
        byte[] there = noise(3000);
        byte[] back = noise(3001);
        open(new Action.Send(there.clone()));
        assertArrayEquals(there, far().read(there.length));
        far().write(back);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < back.length)
            all.writeBytes(session.await(Event.Received.class).bytes());
        assertArrayEquals(back, all.toByteArray());
    }

    @Test
    public void saysThatItIsUpBeforeAnythingElse() throws Exception {
        open();
        far().write(noise(10));
        assertInstanceOf(Event.Connected.class, session.next());
    }

    @Test
    public void saysDrainedWhenWhatWasSentHasLeft() throws Exception {
        open(new Action.Send(noise(100)), new Action.Send(noise(50)));
        far().read(150);
        session.await(Event.Drained.class);
    }

    /** The farewell of a protocol is the last thing that is sent. */
    @Test
    public void whatWasSentLeavesBeforeItCloses() throws Exception {
        byte[] farewell = noise(20_000);
        open(new Action.Send(farewell.clone()), new Action.HangUp(new Ending.Finished()));
        assertArrayEquals(farewell, far().read(farewell.length));
        far().awaitEnd();
        assertInstanceOf(Ending.Finished.class, end());
    }

    @Test
    public void ringsAtTheLastTimeThatWasSet() throws Exception {
        Line line = open();
        session.await(Event.Connected.class);
        line.later(() -> {
            line.alarm(now().plusSeconds(3600));
            line.alarm(now());
        });
        session.await(Event.Rang.class);
    }

    @Test
    public void runsWorkInOrderOnOneThread() throws Exception {
        Line line = open();
        session.await(Event.Connected.class);
        CompletableFuture<Thread> one = new CompletableFuture<>();
        CompletableFuture<Thread> other = new CompletableFuture<>();
        line.later(() -> one.complete(Thread.currentThread()));
        line.later(() -> other.complete(Thread.currentThread()));
        pass();
        assertSame(other.get(PATIENCE_SECONDS, TimeUnit.SECONDS), one.getNow(null));
    }

    @Test
    public void farEndThatHangsUpEndsTheSession() throws Exception {
        open();
        session.await(Event.Connected.class);
        far().hangUp();
        session.await(Event.Lost.class);
        assertInstanceOf(Ending.Dropped.class, end());
    }

    @Test
    public void sessionThatIsStoppedEndsOnceAndTheFarEndNotices() throws Exception {
        open();
        session.await(Event.Connected.class);
        driver.stop(true, "window closed");
        driver.stop(true, "window closed");
        far().awaitEnd();
        assertInstanceOf(Ending.Stopped.class, end());
    }

    /** As much as no buffer takes; a peer that reads nothing must not hold the connection. */
    @Test
    public void closesThoughTheFarEndReadsNothing() throws Exception {
        open(new Action.Send(new byte[MORE_THAN_BUFFERS]), new Action.HangUp(new Ending.Finished()));
        assertInstanceOf(Ending.Finished.class, end());
        awaitClosed();
    }

    @Test
    public void sessionThatThrowsIsDroppedAndTheFarEndNotices() throws Exception {
        Line line = open();
        session.await(Event.Connected.class);
        session.broken = true;
        line.later(() -> driver.on(new Event.Rang()));
        far().awaitEnd();
        assertInstanceOf(Ending.Dropped.class, end());
    }

    @Test
    public void workAndAlarmsAfterItIsClosedAreHarmless() throws Exception {
        Line line = open();
        session.await(Event.Connected.class);
        driver.stop(true, "window closed");
        far().awaitEnd();
        end();
        line.later(() -> {});
        driver.stop(true, "window closed");
    }

    @Test
    public void closingTwiceIsHarmless() throws Exception {
        Line line = open();
        session.await(Event.Connected.class);
        line.later(() -> {
            line.close();
            line.close();
        });
        far().awaitEnd();
    }
}
