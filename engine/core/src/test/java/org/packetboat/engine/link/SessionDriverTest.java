package org.packetboat.engine.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.mail.Reply;

/** Whatever breaks, the supply hears of the end, once. */
class SessionDriverTest {
    private static final Ending.Dropped BROKEN = new Ending.Dropped(new Reply(451, "4.3.0", "the session failed here"));

    private final HandLine line = new HandLine();
    private final WatchedSupply supply = new WatchedSupply();
    private final List<Event> heard = new ArrayList<>();
    private BiFunction<Event, Instant, List<Action>> session = (_, _) -> List.of();
    private final SessionDriver driver = new SessionDriver(this::hear, line, supply, () -> Instant.EPOCH);

    private List<Action> hear(Event event, Instant now) {
        heard.add(event);
        return session.apply(event, now);
    }

    /** A line whose thread is the test's, and which breaks as told. */
    private static final class HandLine implements Line {
        final Deque<Runnable> work = new ArrayDeque<>();
        final List<String> done = new ArrayList<>();
        Optional<RuntimeException> broken = Optional.empty();

        @Override
        public void send(byte[] bytes) {
            orBreak("send");
        }

        @Override
        public void secure() {
            orBreak("secure");
        }

        @Override
        public void alarm(Instant at) {
            orBreak("alarm");
        }

        @Override
        public void later(Runnable next) {
            work.add(next);
        }

        @Override
        public void close() {
            orBreak("close");
        }

        private void orBreak(String what) {
            done.add(what);
            if (broken.isPresent()) throw broken.get();
        }
    }

    private static List<Action> breaking(Event event, Instant now) {
        throw new IllegalStateException("a mistake");
    }

    @Test
    void sessionThatThrowsIsDropped() throws Exception {
        session = SessionDriverTest::breaking;
        assertThrows(IllegalStateException.class, () -> driver.on(new Event.Connected()));
        assertEquals(BROKEN, supply.only());
        assertEquals(List.of("close"), line.done);
    }

    @Test
    void sessionThatThrowsOnceMayLetGoOfWhatItHolds() throws Exception {
        session = (event, now) -> event instanceof Event.Stop
                ? List.of(new Action.HangUp(new Ending.Finished()))
                : breaking(event, now);
        assertThrows(IllegalStateException.class, () -> driver.on(new Event.Connected()));
        assertInstanceOf(Event.Stop.class, heard.getLast());
        assertEquals(BROKEN, supply.only());
    }

    @Test
    void anErrorEndsASessionToo() throws Exception {
        session = (_, _) -> {
            throw new StackOverflowError();
        };
        assertThrows(StackOverflowError.class, () -> driver.on(new Event.Connected()));
        assertEquals(BROKEN, supply.only());
    }

    @Test
    void lineThatThrowsEndsTheSession() throws Exception {
        line.broken = Optional.of(new IllegalStateException("no channel"));
        session = (_, _) -> List.of(new Action.Send(new byte[1]));
        assertThrows(IllegalStateException.class, () -> driver.on(new Event.Connected()));
        assertEquals(BROKEN, supply.only());
    }

    @Test
    void lineThatCannotBeClosedDoesNotHideTheEnd() throws Exception {
        line.broken = Optional.of(new IllegalStateException("no channel"));
        session = (_, _) -> List.of(new Action.HangUp(new Ending.Finished()));
        assertThrows(IllegalStateException.class, () -> driver.on(new Event.Connected()));
        assertInstanceOf(Ending.Finished.class, supply.only());
    }

    @Test
    void adviceThatThrowsEndsTheSession() throws Exception {
        session = (event, _) -> {
            if (event instanceof Event.Advised(Runnable then)) then.run();
            if (!(event instanceof Event.Connected)) return List.of();
            return List.of(new Action.Consult(answer -> answer.accept(() -> {
                throw new IllegalStateException("bad advice");
            })));
        };
        driver.on(new Event.Connected());
        assertThrows(IllegalStateException.class, () -> line.work.remove().run());
        assertEquals(BROKEN, supply.only());
    }

    @Test
    void nothingIsDoneAfterTheLastAction() throws Exception {
        session = (_, _) -> List.of(new Action.HangUp(new Ending.Finished()), new Action.Send(new byte[1]),
                new Action.HangUp(new Ending.Finished()));
        driver.on(new Event.Connected());
        driver.on(new Event.Lost("again"));
        assertInstanceOf(Ending.Finished.class, supply.only());
        assertEquals(List.of("close"), line.done);
        assertEquals(1, heard.size());
    }
}
