package org.packetboat.engine.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;

/** A link whose sessions the test holds by hand. */
public final class HandLink implements Link {
    private static final Reply OK = new Reply(250, "2.0.0", "Ok");

    private final List<HandSession> sessions = new ArrayList<>();
    private final Runnable settle;
    private boolean failing;
    private boolean up = true;
    private boolean parking;
    private boolean line = true;
    private boolean awaited;

    /** @param settle has the node do what it was left to do */
    HandLink(Runnable settle) {
        this.settle = settle;
    }

    /** The next call throws: the adapter has a bug. */
    public void failNext() {
        failing = true;
    }

    @Override
    public Session open(Call call, Supply supply) {
        if (failing) {
            failing = false;
            throw new IllegalStateException("out of order");
        }
        HandSession session = new HandSession(Optional.of(call), _ -> supply);
        sessions.add(session);
        return session;
    }

    /** From now on a session that waits takes no line. */
    public void park() {
        parking = true;
    }

    @Override
    public boolean parks() {
        return parking;
    }

    /** From now on it is no line that may be dead by itself. */
    public void isNetwork() {
        line = false;
    }

    @Override
    public boolean isLine() {
        return line;
    }

    /** From now on nobody can be called over it. */
    public void isAwaited() {
        awaited = true;
    }

    @Override
    public boolean awaits() {
        return awaited;
    }

    /** Whether a session costs no call. */
    public void isUp(boolean now) {
        up = now;
    }

    @Override
    public boolean isUp(Route route) {
        return up || route.transport() instanceof Transport.Router;
    }

    /** A far side calls. @param supply what its session gets */
    public HandSession answer(Function<Session, Supply> supply) {
        HandSession session = new HandSession(Optional.empty(), supply);
        settle.run();
        return session;
    }

    /** All sessions of ours so far, in order. */
    public List<HandSession> sessions() {
        return sessions;
    }

    /** The sites called so far, in order. */
    public List<String> called() {
        return sessions.stream().map(s -> s.call().site()).toList();
    }

    public HandSession last() {
        return sessions.getLast();
    }

    /** One session: the test asks, settles and ends. */
    public final class HandSession implements Session {
        private final Optional<Call> call;
        private final Supply supply;
        private final List<String> stops = new ArrayList<>();
        private final List<Optional<Long>> throttles = new ArrayList<>();

        HandSession(Optional<Call> call, Function<Session, Supply> supply) {
            this.call = call;
            this.supply = supply.apply(this);
        }

        public Call call() {
            return call.orElseThrow();
        }

        /** What it gets its mail from. */
        public Supply supply() {
            return supply;
        }

        /** Each {@link #stop} so far: {@code cut} or {@code drain}, and why. */
        public List<String> stops() {
            return stops;
        }

        /** Each {@link #throttled} so far. */
        public List<Optional<Long>> throttles() {
            return throttles;
        }

        @Override
        public void throttled(Optional<Long> most) {
            throttles.add(most);
        }

        @Override
        public void stop(boolean now, String why) {
            stops.add((now ? "cut: " : "drain: ") + why);
        }

        /** A reply came. */
        public void active() {
            supply.active();
            settle.run();
        }

        /** Asks for the next transfer. */
        public Optional<Transfer> next() {
            List<Transfer> answer = new ArrayList<>();
            supply.next(transfer -> transfer.ifPresent(answer::add));
            settle.run();
            return answer.stream().findFirst();
        }

        /** Asks for the next envelope, which must be there. */
        public Envelope take() {
            return next().orElseThrow(() -> new AssertionError("nothing was offered")).envelope();
        }

        /** All of its recipients came to this. */
        public void settle(Envelope envelope, Outcome outcome) {
            settle(envelope, envelope.recipients().stream().collect(Collectors.toMap(r -> r, _ -> outcome)));
        }

        public void settle(Envelope envelope, Map<Recipient, Outcome> outcomes) {
            supply.settle(envelope.id(), outcomes);
            settle.run();
        }

        /** So many bytes of it have left. */
        public void progress(Envelope envelope, long done) {
            supply.progress(envelope.id(), done);
            settle.run();
        }

        public void deliver(Envelope envelope) {
            settle(envelope, new Outcome.Delivered(OK, false));
        }

        /** Delivers all there is, and says goodbye. @return how many */
        public int deliverAll() {
            int count = 0;
            for (Optional<Transfer> next = next(); next.isPresent(); next = next()) {
                deliver(next.get().envelope());
                count++;
            }
            end(new Ending.Finished());
            return count;
        }

        /** Tells what it has carried so far. */
        public void tell(SessionFigures figures) {
            supply.figures(figures);
            settle.run();
        }

        public void end(Ending ending) {
            supply.ended(ending);
            settle.run();
        }
    }
}
