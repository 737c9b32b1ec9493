package org.packetboat.protocols.smtp.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.link.Demand;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.peer.Tls;
import org.packetboat.protocols.ScriptedSupply;

/** A session at one end, the test at the other: the test says the peer's lines and reads what the session said. */
final class Talk {
    static final Timeouts TIMEOUTS = Timeouts.STANDARD;
    static final String FULL = "250-peer.example\n250-PIPELINING\n250-CHUNKING\n250-SIZE 100000\n250-8BITMIME\n"
            + "250-SMTPUTF8\n250-DSN\n250 ENHANCEDSTATUSCODES";

    final ScriptedSupply supply;
    final LinkSession session;
    private final StringBuilder said = new StringBuilder();
    private final List<Event> asked = new ArrayList<>();
    private boolean drainsAtOnce = true;
    static final Instant BEGIN = Instant.parse("2026-11-20T09:00:00Z");
    private Instant now = BEGIN;
    private Instant alarm = Instant.MAX;
    private boolean securing;

    Talk(ClientProfile profile, Transfer... mails) {
        this(profile, Optional.empty(), mails);
    }

    /** @param host the peer's name */
    Talk(ClientProfile profile, Optional<String> host, Transfer... mails) {
        supply = new ScriptedSupply(mails);
        session = new SmtpClientSession(profile, host, () -> {});
    }

    static ClientProfile smtp(Tls tls) {
        return new ClientProfile("hub.example", false, tls, TIMEOUTS, new Pace(1000, 500, 4));
    }

    static ClientProfile lmtp() {
        return new ClientProfile("hub.example", true, Tls.OFF, TIMEOUTS, new Pace(1000, 500, 4));
    }

    /** Connected, greeted, and answered with these extensions. */
    static Talk open(ClientProfile profile, String hello, Transfer... mails) {
        Talk talk = new Talk(profile, mails);
        talk.on(new Event.Connected());
        talk.peer("220 peer.example").said();
        talk.peer(hello);
        return talk;
    }

    /** A line that takes its time: {@link #drain} is called by the test. */
    Talk slowly() {
        drainsAtOnce = false;
        return this;
    }

    Talk drain() {
        return on(new Event.Drained());
    }

    Talk on(Event event) {
        for (Action action : session.on(event, now))
            act(action);
        while (!asked.isEmpty())
            on(asked.removeFirst());
        return this;
    }

    /** The peer says these lines. */
    Talk peer(String lines) {
        return raw((lines + "\n").replace("\n", "\r\n"));
    }

    Talk raw(String bytes) {
        return on(new Event.Received(bytes.getBytes(StandardCharsets.UTF_8)));
    }

    /** Lets so much time pass; the alarm rings if it is due. */
    Talk wait(Duration time) {
        now = now.plus(time);
        return now.isBefore(alarm) ? this : on(new Event.Rang());
    }

    private void act(Action action) {
        switch (action) {
            case Action.Send(byte[] bytes) -> {
                said.append(new String(bytes, StandardCharsets.UTF_8));
                if (drainsAtOnce) asked.add(new Event.Drained());
            }
            case Action.Secure() -> securing = true;
            case Action.Ask(Demand demand) -> supply.take(demand, transfers -> asked.add(new Event.Offered(transfers)));
            case Action.Settle(var id, var outcomes) -> supply.settle(id, outcomes);
            case Action.Progress(var id, long bytes) -> supply.progress(id, bytes);
            case Action.TakeIn _ -> throw new AssertionError("the client brings no mail");
            case Action.Consult(var question) -> question.accept(then -> asked.add(new Event.Advised(then)));
            case Action.Alarm(Instant at) -> alarm = at;
            case Action.HangUp(var ending) -> supply.ended(ending);
        }
    }

    /** What the session said since the last question, with plain line ends. */
    String said() {
        String text = said.toString().replace("\r\n", "\n");
        said.setLength(0);
        return text;
    }

    boolean isSecuring() {
        return securing;
    }
}
