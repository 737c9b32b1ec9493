package org.packetboat.protocols.uucp.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.store.StoreException;
import org.packetboat.protocols.uucp.greeting.CalledGreeting;
import org.packetboat.protocols.uucp.greeting.CallerGreeting;
import org.packetboat.protocols.uucp.greeting.Greeting;
import org.packetboat.protocols.uucp.greeting.GreetingReader;
import org.packetboat.protocols.uucp.greeting.UucpSettings;
import org.packetboat.protocols.uucp.mail.Printable;
import org.packetboat.protocols.uucp.packet.PacketProtocol;
import org.packetboat.protocols.uucp.packet.Traffic;

/**
 * One call, from greeting to farewell: mail goes out and comes in until both sides are empty. It ends by itself on
 * every line: a far side that is silent, lies or floods is hung up on, and its mail is complete, or still in the queue
 * it came from. Give it a {@link UucpSpool} that no other session with the same far side uses meanwhile.
 */
public final class UucpSession implements LinkSession {
    private enum Phase {
        GREETING, TALKING, FAREWELL, OVER
    }

    /** The time that the far side has told. @param heard what our clock showed then */
    private record Told(String node, Instant time, Instant heard) {}

    /** How long a far side may be silent that waits for an answer which it does not get in this call. */
    private static final Duration PUT_OFF_WAIT = Duration.ofSeconds(10);
    private static final Duration FAREWELL_WAIT = Duration.ofSeconds(3);
    private static final String CALLER_FAREWELL = "OOOOOO";
    private static final String CALLED_FAREWELL = "OOOOOOO";

    private final UucpSettings settings;
    private final boolean caller;
    private Optional<Told> told = Optional.empty();
    /** The time of the latest event. */
    private Instant latest = Instant.MIN;
    private final Greeting greeting;
    private final Optional<UucpSpool> spool;
    private final GreetingReader reader = new GreetingReader();
    private final Deque<byte[]> frames = new ArrayDeque<>();
    private List<Action> actions = new ArrayList<>();
    private Phase phase = Phase.GREETING;
    private Optional<Talk> talk = Optional.empty();
    private Ending ending = new Ending.Finished();
    private boolean drained = true;
    private boolean refused;
    private boolean heardAny;
    private boolean farewellHeard;
    private long moves;
    private boolean othersWait;
    private Instant connected = Instant.MIN;
    /** How long the line is held if nothing more is said. */
    private Instant held = Instant.MIN;
    private Instant patience = Instant.MAX;
    /** When the call ends if only what was put off is left. */
    private Instant leaves = Instant.MAX;
    private Instant greetAgain = Instant.MAX;
    private Instant alarm = Instant.MAX;

    private UucpSession(UucpSettings settings, boolean caller, Greeting greeting, Optional<UucpSpool> spool) {
        this.settings = settings;
        this.caller = caller;
        this.greeting = greeting;
        this.spool = spool;
    }

    /** What a caller is told whom we don't know, or who is not who logged in. */
    public static final String UNKNOWN = "You are unknown to me";
    /** What a caller is told with whom there is another session. */
    public static final String LOCKED = "LCK";
    /** What a caller is told who will be called back. */
    public static final String CALL_BACK = "CB";

    /** We have called the node of this name. */
    public static UucpSession calling(String node, UucpSettings settings, UucpSpool spool) {
        return new UucpSession(settings, true, new CallerGreeting(remembering(settings, spool), node),
                Optional.of(spool));
    }

    /**
     * Somebody has called us.
     *
     * @param refusal asked once, with the caller's name, before anything is asked of the supply: what he is told if he
     *                is not let in
     */
    public static UucpSession called(Function<String, Optional<String>> refusal, UucpSettings settings,
            UucpSpool spool) {
        return new UucpSession(settings, false, new CalledGreeting(remembering(settings, spool), refusal),
                Optional.of(spool));
    }

    private static UucpSettings remembering(UucpSettings settings, UucpSpool spool) {
        return settings.with(new RememberedBundling(settings.batching(), spool));
    }

    /** Somebody has called us who is not let in, and is told this. */
    public static UucpSession turningAway(String why, UucpSettings settings) {
        return new UucpSession(settings, false, new CalledGreeting(settings, _ -> Optional.of(why)), Optional.empty());
    }

    @Override
    public SessionFigures figures() {
        Traffic traffic = talk.map(t -> t.protocol().traffic()).orElse(Traffic.NONE);
        String saved = talk.map(t -> t.conversation().saved()).orElse("");
        return SessionFigures.ofPackets(traffic.sent(), traffic.resent()).compressed(saved);
    }

    /** What was carried so far. */
    public String traffic() {
        Traffic traffic = talk.map(t -> t.protocol().traffic()).orElse(Traffic.NONE);
        return "packets-sent=" + traffic.sent() + " resent=" + traffic.resent() + " received=" + traffic.received()
                + " damaged=" + traffic.damaged();
    }

    @Override
    public List<Action> on(Event event, Instant now) {
        actions = new ArrayList<>();
        latest = now;
        try {
            take(event, now);
            if (phase != Phase.OVER) pump(now);
        } catch (StoreException full) {
            over(new Ending.Dropped(noSpace(full)));
        }
        return actions;
    }

    private static Reply noSpace(StoreException why) {
        Reply full = Reply.NO_SPACE;
        String text = full.text() + ": " + Printable.of(String.valueOf(why.getMessage()));
        return new Reply(full.code(), full.status(), text);
    }

    private void take(Event event, Instant now) {
        switch (event) {
            case Event.Connected() -> connected(now);
            case Event.Received(byte[] bytes) -> received(bytes, now);
            case Event.Drained() -> drained = true;
            case Event.Offered(var transfers) -> talk.ifPresent(t -> t.conversation().outbox().offered(transfers));
            case Event.TakenIn(long ticket, var receipt) -> talk.ifPresent(
                    t -> t.conversation().inbox().takenIn(ticket, receipt, now));
            case Event.Advised(Runnable then) -> then.run();
            case Event.MailWaits(var highest) -> talk.ifPresent(t -> t.conversation().outbox().mailWaits(highest));
            case Event.OthersWait() -> othersWait = true;
            case Event.Secured() -> {
                // an encrypted line is a line
            }
            case Event.Rang() -> rang(now);
            case Event.Lost(String why) -> lost(why);
            case Event.Stop(boolean cut, String why) -> stop(cut, why);
        }
    }

    private void connected(Instant now) {
        connected = now;
        patience = now.plus(settings.patience().greeting());
        greet(now);
    }

    private void greet(Instant now) {
        greetAgain = settings.patience().again().map(now::plus).orElse(Instant.MAX);
        follow(greeting.begin(), now);
    }

    private void received(byte[] bytes, Instant now) {
        switch (phase) {
            case GREETING -> greet(bytes, now);
            case TALKING -> {
                if (!isPostponing()) patience = now.plus(settings.patience().idle());
                talk.orElseThrow().protocol().receive(bytes, now);
            }
            case FAREWELL -> farewellHeard |= reader.read(bytes).stream().anyMatch(m -> m.text().startsWith("OO"));
            case OVER -> {
                // nothing it says matters any more
            }
        }
    }

    /**
     * Whether mail that came in has been left without an answer. If the far side does the same, each waits for the
     * other while packets keep the line up; so from then on only what is said counts as a sign of life.
     */
    private boolean isPostponing() {
        return talk.orElseThrow().conversation().inbox().trouble().isPresent();
    }

    private void greet(byte[] bytes, Instant now) {
        int used = 0;
        for (GreetingReader.Message message : reader.read(bytes)) {
            heardAny = true;
            if (phase != Phase.GREETING || refused) break;
            used = message.end();
            follow(greeting.hear(message.text()), now);
        }
        if (phase == Phase.TALKING && used < bytes.length) {
            received(Arrays.copyOfRange(bytes, used, bytes.length), now);
        }
    }

    private void follow(Greeting.Step step, Instant now) {
        switch (step) {
            case Greeting.Step.Say(String[] messages) -> Arrays.stream(messages).forEach(this::say);
            case Greeting.Step.Agreed agreed -> talk(agreed, now);
            case Greeting.Step.Refuse(var message, String why) -> {
                message.ifPresent(this::say);
                ending = new Ending.Unreached(new Reply(450, "4.4.1", why));
                refused = true;
            }
        }
    }

    private void say(String message) {
        frames.add(GreetingReader.frame(message));
    }

    private void talk(Greeting.Step.Agreed agreed, Instant now) {
        agreed.message().ifPresent(this::say);
        agreed.features().time().ifPresent(time -> told = Optional.of(new Told(agreed.node(), time, now)));
        agreed.features().report().ifPresent(word -> settings.reports().told(agreed.node(), word));
        phase = Phase.TALKING;
        patience = now.plus(settings.patience().idle());
        held = settings.patience().hold().ends(connected, now);
        Talk begun = Talk.begin(settings, caller, agreed, spool.orElseThrow(), action -> actions.add(action));
        talk = Optional.of(begun);
        begun.protocol().open(now);
        begun.conversation().outbox().ask();
    }

    private void rang(Instant now) {
        alarm = Instant.MAX;
        if (phase == Phase.GREETING && !heardAny && !now.isBefore(greetAgain)) {
            greet(now);
        }
        if (!now.isBefore(patience)) lost(phase == Phase.GREETING ? "no greeting" : "silence");
        else talk.filter(_ -> phase == Phase.TALKING).ifPresent(t -> t.protocol().rang(now));
    }

    private void lost(String why) {
        switch (phase) {
            case GREETING -> over(refused ? ending : new Ending.Unreached(new Reply(450, "4.4.1", why)));
            case TALKING -> over(verdict(why));
            case FAREWELL -> over(ending);
            case OVER -> {
                // lost twice is lost
            }
        }
    }

    /** How the talk ended, if it ends now for this reason. */
    private Ending verdict(String why) {
        Conversation conversation = talk.orElseThrow().conversation();
        Optional<String> trouble = conversation.inbox().trouble();
        if (trouble.isPresent()) return new Ending.Dropped(new Reply(451, "4.3.0", trouble.get()));
        return conversation.isFinished() ? ending : new Ending.Dropped(new Reply(421, "4.4.2", why));
    }

    private void stop(boolean cut, String why) {
        ending = new Ending.Stopped(why);
        if (cut || phase == Phase.GREETING) over(ending);
        else talk.ifPresent(t -> t.conversation().stop());
    }

    private void over(Ending how) {
        phase = Phase.OVER;
        actions.add(new Action.HangUp(how));
        told.ifPresent(t -> settings.time().told(t.node(), t.time().plus(Duration.between(t.heard(), latest))));
        talk.ifPresent(Talk::close);
        try {
            spool.ifPresent(UucpSpool::release);
        } catch (StoreException full) {
            // what could not be synced is cut off when the file is next opened
        }
    }

    private void pump(Instant now) {
        if (phase == Phase.TALKING) checkTalk(now);
        if (phase != Phase.OVER && drained) send(now);
        if (phase == Phase.TALKING) checkTalk(now);
        if (phase == Phase.FAREWELL && drained && frames.isEmpty() && farewellHeard) over(ending);
        if (phase == Phase.GREETING && drained && frames.isEmpty() && refused) over(ending);
        if (phase != Phase.OVER) setAlarm();
    }

    private void checkTalk(Instant now) {
        Talk current = talk.orElseThrow();
        switch (current.protocol().state()) {
            case PacketProtocol.State.Opening() -> {
                // the far side will answer, or the protocol will fail
            }
            case PacketProtocol.State.Open() -> {
                if (current.conversation().moves() != moves) said(now);
                moves = current.conversation().moves();
                current.conversation().hold(isHeld(now));
                if (isLeft(current) && !now.isBefore(leaves)) leave(current);
                if (current.conversation().isFinished()) current.protocol().close(now);
            }
            case PacketProtocol.State.Closed() -> farewell(now);
            case PacketProtocol.State.Failed(String why) -> over(verdict(why));
        }
    }

    private static boolean isLeft(Talk talk) {
        return talk.conversation().isOnlyPutOff();
    }

    /** Once: over g it takes a while until the far side hears of it. */
    private void leave(Talk current) {
        current.conversation().leave();
        leaves = Instant.MAX;
    }

    private void said(Instant now) {
        leaves = now.plus(PUT_OFF_WAIT);
        patience = now.plus(settings.patience().idle());
        held = settings.patience().hold().ends(connected, now);
    }

    /** Who has called holds the line, unless somebody else waits for it. */
    private boolean isHeld(Instant now) {
        return caller && !othersWait && now.isBefore(held);
    }

    private void farewell(Instant now) {
        ending = verdict("the far side closed early");
        phase = Phase.FAREWELL;
        patience = now.plus(FAREWELL_WAIT);
        say(caller ? CALLER_FAREWELL : CALLED_FAREWELL);
        if (drained) send(now);
    }

    private void send(Instant now) {
        byte[] bytes = frames.isEmpty() && phase == Phase.TALKING
                ? talk.orElseThrow().protocol().transmit(now)
                : nextFrame();
        if (bytes.length == 0) return;
        drained = false;
        actions.add(new Action.Send(bytes));
    }

    private byte[] nextFrame() {
        return frames.isEmpty() ? new byte[0] : frames.remove();
    }

    private void setAlarm() {
        Instant next = talk.filter(_ -> phase == Phase.TALKING).map(t -> t.protocol().alarm()).orElse(Instant.MAX);
        if (patience.isBefore(next)) next = patience;
        if (phase == Phase.GREETING && !heardAny && greetAgain.isBefore(next)) next = greetAgain;
        if (phase == Phase.TALKING && isHeld(latest) && held.isBefore(next)) next = held;
        if (phase == Phase.TALKING && talk.filter(UucpSession::isLeft).isPresent() && leaves.isBefore(next))
            next = leaves;
        if (next.equals(alarm)) return;
        alarm = next;
        actions.add(new Action.Alarm(next));
    }
}
