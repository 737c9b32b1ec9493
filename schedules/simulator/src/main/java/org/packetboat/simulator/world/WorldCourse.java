package org.packetboat.simulator.world;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.simulator.call.Course;
import org.packetboat.simulator.world.books.Ledger;

/** How one call from node to node goes, by SMTP or by UUCP: of the latter two nodes have one session at a time. */
final class WorldCourse implements Course {
    private static final Reply NO_ANSWER = new Reply(450, "4.4.1", "no answer");

    private final Machine caller;
    private final Machine called;
    private final Wires wires;
    private final long rate;
    private final boolean uucp;
    private final boolean router;
    private boolean locked;

    WorldCourse(Machine caller, Call call, Calls.World world) {
        Transport transport = call.route().transport();
        this.caller = caller;
        this.called = world.machine(host(transport));
        this.wires = world.wires();
        this.rate = call.route().rate();
        this.uucp = transport instanceof Transport.Uucp;
        this.router = transport instanceof Transport.Router;
    }

    private static String host(Transport transport) {
        return switch (transport) {
            case Transport.Smtp(Optional<String> host, int _, var _) -> host.orElseThrow();
            case Transport.Router(String host, int _, var _, boolean _) -> host;
            case Transport.Uucp site -> site.node();
            case Transport.Hosts(var hosts, var _, var _) -> hosts.getFirst().host();
            case Transport.DialUp _, Transport.Asked _, Transport.Lmtp _, Transport.Maildir _, Transport.Routes _ ->
                throw new IllegalStateException("no such route in this world: " + transport);
        };
    }

    Ledger.Way way() {
        return new Ledger.Way(caller.name(), called.name());
    }

    @Override
    public Duration dialling() {
        return wires.dialling();
    }

    @Override
    public Optional<Reply> unanswered() {
        if (called.isDown() || wires.unanswered()) return Optional.of(NO_ANSWER);
        locked = uucp && caller.peer(called.name()).take();
        return Optional.of(NO_ANSWER).filter(_ -> uucp && !locked);
    }

    @Override
    public SimLine wire() {
        return wires.wire(uucp);
    }

    @Override
    public LinkSession calling(Runnable turned) {
        return uucp
                ? caller.sessions().uucpCalling(called.name(), rate)
                : caller.sessions().smtpClient(rate, router, turned);
    }

    @Override
    public Consumer<Event> turned(Line line) {
        return caller.sessions().turnedServer(line);
    }

    @Override
    public void answer(SimLine wire) {
        Life far = called.life();
        Line line = far.line(wire.b());
        far.attach(wire, wire.b(), uucp
                ? called.sessions().uucpCalled(caller.name(), line, rate)
                : called.sessions().smtpServer(line));
    }

    @Override
    public Duration hangUp() {
        if (locked) caller.peer(called.name()).free();
        return wires.hangingUp();
    }
}
