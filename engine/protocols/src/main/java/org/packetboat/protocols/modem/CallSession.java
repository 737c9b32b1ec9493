package org.packetboat.protocols.modem;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.mail.Reply;

/**
 * A call from the first command to the modem until it is to hang up: dialogues that bring the line up, and the session
 * they are for. To its line it is one session; taking the line down is the line's own task, however the call ends. A
 * call that doesn't get through ends as {@link Ending.Unreached}.
 */
public final class CallSession implements LinkSession {
    /** So long after its last words a modem has said that the carrier is lost, not the far side. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final Deque<Prelude> preludes;
    private final LongFunction<LinkSession> sessions;
    private final Connection connection;
    private final SessionFigures.Place place;
    private final CarrierText carrierText = new CarrierText();
    private Optional<Prelude> dialogue = Optional.empty();
    private Optional<LinkSession> session = Optional.empty();
    private Optional<Ending> ending = Optional.empty();
    private List<Action> actions = new ArrayList<>();
    private Instant sessionAlarm = Instant.MAX;
    private Instant quietAt = Instant.MAX;
    private long rate;
    /** Whether that was told before there was a session. */
    private boolean othersWait;

    /**
     * @param preludes   in order; the line is up when the last is through
     * @param place      where it is held; its rate is the port's, until a dialogue tells another
     * @param sessions   makes the session for a line of this rate, in bytes per second
     * @param connection hears when the line is up
     */
    public CallSession(List<Prelude> preludes, SessionFigures.Place place, LongFunction<LinkSession> sessions,
            Connection connection) {
        this.preludes = new ArrayDeque<>(preludes);
        this.rate = place.rate();
        this.sessions = sessions;
        this.connection = connection;
        this.place = place;
    }

    @Override
    public SessionFigures figures() {
        SessionFigures inner = session.map(LinkSession::figures).orElse(SessionFigures.NONE);
        return inner.at(new SessionFigures.Place(place.port(), place.number(), place.called(), rate));
    }

    @Override
    public List<Action> on(Event event, Instant now) {
        actions = new ArrayList<>();
        switch (event) {
            case Event.Connected() -> next(Prelude.NOTHING, now);
            case Event.Received(byte[] bytes) -> received(bytes, now);
            case Event.Rang() -> rang(now);
            case Event.Lost(String why) -> lost(why, now);
            case Event.Stop(boolean _, String why) when session.isEmpty() -> abandon(new Ending.Stopped(why));
            case Event.OthersWait _ when session.isEmpty() -> othersWait = true;
            case Event.Drained _, Event.Offered _, Event.TakenIn _, Event.Advised _, Event.Secured _, Event.Stop _ ->
                tell(event, now);
            case Event.MailWaits _, Event.OthersWait _ -> tell(event, now);
        }
        return actions;
    }

    private void received(byte[] bytes, Instant now) {
        if (dialogue.isPresent()) {
            follow(dialogue.get().heard(bytes, now), now);
            return;
        }
        boolean lost = carrierText.isLast(bytes);
        if (!lost) quietAt = Instant.MAX;
        else if (quietAt.equals(Instant.MAX)) quietAt = now.plus(QUIET);
        tell(new Event.Received(bytes), now);
        if (ending.isEmpty()) setAlarm();
    }

    private void rang(Instant now) {
        if (dialogue.isPresent()) follow(dialogue.get().rang(now), now);
        else if (!now.isBefore(quietAt)) lost("no carrier", now);
        else if (!now.isBefore(sessionAlarm)) {
            sessionAlarm = Instant.MAX;
            tell(new Event.Rang(), now);
            if (ending.isEmpty()) setAlarm();
        } else {
            setAlarm();
        }
    }

    private void lost(String why, Instant now) {
        if (ending.isPresent()) actions.add(new Action.HangUp(ending.get()));
        else if (session.isPresent()) {
            dialogue = Optional.empty();
            session.get().on(new Event.Lost(why), now).forEach(this::finalAct);
        } else {
            actions.add(new Action.HangUp(new Ending.Unreached(new Reply(450, "4.4.1", why))));
        }
    }

    private void finalAct(Action action) {
        actions.add(action);
        if (action instanceof Action.HangUp(Ending how)) ending = Optional.of(how);
    }

    /** A character ends a modem's dialling. */
    private void abandon(Ending how) {
        ending = Optional.of(how);
        actions.add(new Action.Send(new byte[]{'\r'}));
        actions.add(new Action.HangUp(how));
    }

    private void follow(Prelude.Step step, Instant now) {
        switch (step) {
            case Prelude.Step.Wait(byte[] say, Instant until) -> {
                say(say);
                actions.add(new Action.Alarm(until));
            }
            case Prelude.Step.Through(byte[] say, byte[] rest, OptionalLong told) -> {
                say(say);
                told.ifPresent(r -> rate = r);
                connection.offHook();
                next(rest, now);
            }
            case Prelude.Step.Failed failed -> {
                if (failed.fault()) connection.faulty(failed.reply().text());
                if (failed.bars().isPositive()) connection.barred(failed.bars());
                abandon(failed.ending());
            }
        }
    }

    private void say(byte[] bytes) {
        if (bytes.length > 0) actions.add(new Action.Send(bytes));
    }

    private void next(byte[] rest, Instant now) {
        dialogue = Optional.ofNullable(preludes.poll());
        if (dialogue.isPresent()) follow(dialogue.get().begin(now), now);
        else begin(now);
        if (rest.length > 0 && ending.isEmpty()) received(rest, now);
    }

    private void begin(Instant now) {
        connection.connected(rate);
        session = Optional.of(sessions.apply(rate));
        actions.add(new Action.Alarm(Instant.MAX));
        tell(new Event.Connected(), now);
        if (othersWait) tell(new Event.OthersWait(), now);
    }

    private void tell(Event event, Instant now) {
        if (session.isEmpty() || ending.isPresent()) return;
        for (Action action : session.get().on(event, now)) {
            switch (action) {
                case Action.HangUp _ -> finalAct(action);
                case Action.Alarm(Instant at) -> {
                    sessionAlarm = at;
                    setAlarm();
                }
                case Action.Send _, Action.Secure _, Action.Ask _, Action.Settle _ -> actions.add(action);
                case Action.Progress _, Action.TakeIn _, Action.Consult _ -> actions.add(action);
            }
        }
    }

    private void setAlarm() {
        actions.add(new Action.Alarm(quietAt.isBefore(sessionAlarm) ? quietAt : sessionAlarm));
    }
}
