package org.packetboat.protocols.dialup;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.mail.Reply;

/**
 * The state of one network link that several sites share: who may use it now, when it is brought up, and when it is
 * taken down. It goes down when its last session has been over for the time-out, at the close of the window it was
 * brought up in, when it is wanted for another site, or by itself. Sessions that do nothing for the time-out are ended.
 *
 * <p>A machine without threads and clock: it is told what happens, and says what is to be done. Raising and lowering
 * take long; who does it says when it is done.
 *
 * <pre>
 *   state    | a session wants it        | no session, its time is over | it is lost               | done
 *   ---------+---------------------------+------------------------------+--------------------------+-------------
 *   down     | Raise; raising            |                              |                          |
 *   raising  | Wait                      |                              | counts as not come up    | up, or down;
 *            |                           |                              |                          | lost: lowering
 *   up       | same target: Use          | lower it; lowering           | drop its sessions, lower |
 *            | another: Refuse if it has |                              | it; lowering             |
 *            | a session, else lower and |                              |                          |
 *            | Raise; raising            |                              |                          |
 *   lowering | Wait                      |                              |                          | down
 * </pre>
 *
 * @param <S> a session
 */
public final class LinkState<S> {
    private static final Reply IN_USE = new Reply(450, "4.4.5", "the link is in use for another site");
    private static final Reply IDLE = new Reply(450, "4.4.2", "nothing happened for the route time-out");
    private static final Reply CLOSED = new Reply(450, "4.3.2", "the server is going down");

    /** What a session is told that wants the link. */
    public sealed interface Answer {
        /** The link is changing: ask again once it has. */
        record Wait() implements Answer {}

        /** It is up; the session counts as using it. */
        record Use(Raised.Up up) implements Answer {}

        record Refuse(Reply why) implements Answer {}

        /**
         * Bring it up, and hand in what came of it ({@link #raised}); the session counts as using it.
         *
         * @param attempt    tells this time of bringing it up from others
         * @param lowerFirst whether it is up for another target
         */
        record Raise(int attempt, boolean lowerFirst) implements Answer {}
    }

    /** Sessions that are to end now, for this reason. */
    public record Drop<S>(Set<S> sessions, Reply why) {
        public Drop {
            sessions = Set.copyOf(sessions);
        }
    }

    private sealed interface State {
        record Down() implements State {}

        /** @param lost why it is down again already */
        record Raising(String target, Instant closes, Optional<Reply> lost) implements State {}

        /** @param closes the end of the last window of its sessions */
        record Up(String target, Instant closes, Raised.Up raised) implements State {}

        record Lowering() implements State {}
    }

    private final Duration timeout;
    private final Set<S> sessions = new HashSet<>();
    private State state = new State.Down();
    private Instant lastUse = Instant.MIN;
    private int attempt;
    private boolean closed;

    /** @param timeout how long it stays up without anything being done over it */
    public LinkState(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * A session wants it for a target, until its window closes. One that is told to use it or to bring it up has to say
     * when it is over.
     */
    public Answer wanted(S session, String target, Instant closes, Instant now) {
        if (isChanging()) return new Answer.Wait();
        if (closed) return new Answer.Refuse(CLOSED);
        if (state instanceof State.Up up && up.target().equals(target)) return share(session, up, closes, now);
        if (!sessions.isEmpty()) return new Answer.Refuse(IN_USE);
        boolean lowerFirst = state instanceof State.Up;
        state = new State.Raising(target, closes, Optional.empty());
        sessions.add(session);
        return new Answer.Raise(++attempt, lowerFirst);
    }

    private Answer share(S session, State.Up up, Instant closes, Instant now) {
        Instant last = up.closes().isAfter(closes) ? up.closes() : closes;
        state = new State.Up(up.target(), last, up.raised());
        sessions.add(session);
        lastUse = now;
        return new Answer.Use(up.raised());
    }

    /**
     * This came of bringing it up for a session; a session for which it failed is over with that.
     *
     * @return what counts: not up, if it was lost meanwhile. If this says so though it came up, it is to be lowered
     */
    public Raised raised(S session, Raised came, Instant now) {
        if (!(state instanceof State.Raising raising)) throw new IllegalStateException("it is " + state);
        Raised raised = raising.lost().<Raised>map(Raised.Failed::new).orElse(came);
        lastUse = now;
        switch (raised) {
            case Raised.Up up -> state = new State.Up(raising.target(), raising.closes(), up);
            case Raised.Failed _ -> {
                state = came instanceof Raised.Up ? new State.Lowering() : new State.Down();
                sessions.remove(session);
            }
        }
        return raised;
    }

    /** A session of the link does something. */
    public void used(Instant now) {
        lastUse = now;
    }

    /** Somebody has connected to this address of ours, or says something there. */
    public void heardAt(InetAddress ours, Instant now) {
        if (state instanceof State.Up up && up.raised().from().contains(ours)) lastUse = now;
    }

    /** A session is over. */
    public void over(S session, Instant now) {
        sessions.remove(session);
        lastUse = now;
    }

    /**
     * It went down by itself.
     *
     * @param raising the number of the attempt that had brought it up; what is heard of an earlier one is old
     * @return the sessions to end before it is lowered; empty if there is nothing to lower
     */
    public Optional<Drop<S>> lost(int raising, Reply why) {
        if (raising != attempt) return Optional.empty();
        switch (state) {
            case State.Raising(var target, var closes, _) ->
                state = new State.Raising(target, closes, Optional.of(why));
            case State.Up _ -> {
                state = new State.Lowering();
                return Optional.of(new Drop<>(sessions, why));
            }
            case State.Down _, State.Lowering _ -> {
            }
        }
        return Optional.empty();
    }

    /** The sessions that nothing has happened in for the time-out. */
    public Drop<S> idle(Instant now) {
        return new Drop<>(state instanceof State.Up && isIdle(now) ? sessions : Set.of(), IDLE);
    }

    private boolean isIdle(Instant now) {
        return !now.isBefore(lastUse.plus(timeout));
    }

    /** Why it is to be lowered now; empty if it is not. */
    public Optional<String> due(Instant now) {
        if (!(state instanceof State.Up up) || !sessions.isEmpty()) return Optional.empty();
        boolean over = !now.isBefore(up.closes());
        if (!closed && !over && !isIdle(now)) return Optional.empty();
        state = new State.Lowering();
        return Optional.of(closed ? "the server is going down" : over ? "window closed" : "idle");
    }

    /** What was to be lowered has been. */
    public void lowered() {
        state = new State.Down();
    }

    /** From now on nobody may use it. @return the sessions to stop */
    public Set<S> close() {
        closed = true;
        return Set.copyOf(sessions);
    }

    /** How it is up for a target; empty while it is not. */
    public Optional<Raised.Up> upFor(String target) {
        return state instanceof State.Up up && up.target().equals(target)
                ? Optional.of(up.raised())
                : Optional.empty();
    }

    /** Whether a session uses it, or waits for it to come up. */
    public boolean isBusy() {
        return !sessions.isEmpty();
    }

    /** Whether somebody is at work to bring it up or down. */
    public boolean isChanging() {
        return state instanceof State.Raising || state instanceof State.Lowering;
    }
}
