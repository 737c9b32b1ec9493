package org.packetboat.simulator.world;

import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.RelayedSupply;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.sim.OrderWatch;
import org.packetboat.engine.sim.SimLine;

/** One call from node to node: dials, lets the two real sessions talk over a simulated wire, hangs up. */
final class WorldCall implements Link.Session {
    private static final Reply NO_ANSWER = new Reply(450, "4.4.1", "no answer");

    private final Machine caller;
    private final Life life;
    private final Calls.World world;
    private final Call call;
    private final Supply supply;
    private Optional<SessionDriver> driver = Optional.empty();
    private Optional<String> stopped = Optional.empty();

    WorldCall(Calls calls, Call call, Supply supply) {
        this.caller = calls.machine();
        this.life = calls.life();
        this.world = calls.world();
        this.call = call;
        Optional<OrderWatch> order = world.isOrderly() ? Optional.of(new OrderWatch()) : Optional.empty();
        this.supply = new Handed(world.ledger(), life, supply, _ -> life.hands().hungUp(call.server()), order);
    }

    void dial() {
        life.in(world.wires().dialling(), this::dialled);
    }

    private void dialled() {
        if (stopped.isPresent()) {
            supply.ended(new Ending.Stopped(stopped.get()));
            return;
        }
        Machine called = world.machine(host(call.route().transport()));
        if (called.isDown() || world.wires().unanswered()) {
            supply.ended(new Ending.Unreached(NO_ANSWER));
            return;
        }
        if (call.route().transport() instanceof Transport.Uucp) uucp(called);
        else smtp(called);
    }

    private static String host(Transport transport) {
        return switch (transport) {
            case Transport.Smtp(Optional<String> host, int _, var _) -> host.orElseThrow();
            case Transport.Router(String host, int _, var _) -> host;
            case Transport.Uucp uucp -> uucp.node();
            case Transport.Hosts(var hosts, var _, var _) -> hosts.getFirst().host();
            case Transport.DialUp _, Transport.Asked _, Transport.Lmtp _, Transport.Maildir _, Transport.Routes _ ->
                throw new IllegalStateException("no such route in this world: " + transport);
        };
    }

    private void smtp(Machine called) {
        boolean router = call.route().transport() instanceof Transport.Router;
        SimLine wire = connect(world.wires().wire(false), caller.smtpClient(call.route().rate(), router), supply);
        Life far = called.life();
        Consumer<LinkSession.Event> server = called.smtpServer(new LifeLine(far, wire.b()));
        attach(wire, wire.b(), far, server);
        wire.connect();
    }

    private void uucp(Machine called) {
        if (!caller.peer(called.name()).take()) {
            supply.ended(new Ending.Unreached(NO_ANSWER));
            return;
        }
        Runnable free = caller.peer(called.name())::free;
        Supply guarded = new RelayedSupply(supply, ending -> {
            free.run();
            supply.ended(ending);
        });
        LinkSession calling = caller.uucpCalling(called.name(), call.route().rate());
        SimLine wire = connect(world.wires().wire(true), calling, guarded);
        Life far = called.life();
        attach(wire, wire.b(), far, called.uucpCalled(caller.name(), wire.b(), call.route().rate()));
        wire.connect();
    }

    private SimLine connect(SimLine wire, LinkSession session, Supply gets) {
        SessionDriver made = new SessionDriver(session, new LifeLine(life, wire.a()), gets, life.clock()::instant,
                caller.intake());
        attach(wire, wire.a(), life, made::on);
        driver = Optional.of(made);
        return wire;
    }

    private static void attach(SimLine wire, SimLine.End end, Life life, Consumer<LinkSession.Event> owner) {
        end.attach((LinkSession.Event event) -> life.called(() -> owner.accept(event)).run());
        life.whenOver(wire::cut);
    }

    @Override
    public void stop(boolean now, String why) {
        stopped = Optional.of(why);
        driver.ifPresent(d -> d.stop(now, why));
    }
}
