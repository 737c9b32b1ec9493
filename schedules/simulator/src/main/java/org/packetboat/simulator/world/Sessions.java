package org.packetboat.simulator.world;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.Tls;
import org.packetboat.protocols.mail.TraceDate;
import org.packetboat.protocols.smtp.client.ClientProfile;
import org.packetboat.protocols.smtp.client.ClientService;
import org.packetboat.protocols.smtp.client.Fetch;
import org.packetboat.protocols.smtp.client.Pace;
import org.packetboat.protocols.smtp.client.SmtpClientSession;
import org.packetboat.protocols.smtp.client.Timeouts;
import org.packetboat.protocols.smtp.pickup.WaitingMail;
import org.packetboat.protocols.smtp.server.LineServer;
import org.packetboat.protocols.smtp.server.SmtpPolicy;
import org.packetboat.protocols.smtp.server.SmtpService;
import org.packetboat.protocols.smtp.server.port.Authenticator;
import org.packetboat.protocols.smtp.server.port.PickUp;
import org.packetboat.protocols.smtp.server.port.SmtpServerLog;
import org.packetboat.protocols.smtp.syntax.Network;
import org.packetboat.protocols.smtp.syntax.SmtpLimits;
import org.packetboat.protocols.uucp.exchange.UucpSession;
import org.packetboat.protocols.uucp.exchange.UucpSpool;
import org.packetboat.protocols.uucp.greeting.UucpSettings;
import org.packetboat.protocols.uucp.packet.LineTiming;
import org.packetboat.simulator.world.books.Ledger;
import org.packetboat.simulator.world.peer.PeerBundling;

/** What one life of a node speaks with others: the program's own sessions. */
record Sessions(Machine machine, Life life, Calls.World world) {
    private static final long TURNED_RATE = 2400;
    private static final List<Network> EVERYBODY = List.of(Network.parse("127.0.0.0/8"), Network.parse("::1/128"));

    /** @param turned done if the far side is the client from now on */
    LinkSession smtpClient(long rate, boolean router, Runnable turned) {
        Optional<Fetch> fetch = machine.fetch().filter(_ -> !router);
        ClientProfile profile = new ClientProfile(machine.name(), false,
                new PeerPolicy(fetch.isPresent() ? Tls.MUST : Tls.OFF), Timeouts.STANDARD, Pace.of(rate), router,
                Optional.empty(), fetch, ClientService.none());
        return life.parts().smtpClient(new SmtpClientSession(profile, Optional.empty(), turned));
    }

    /** Takes an SMTP call. @return where what happens on the line goes */
    Consumer<Event> smtpServer(Line line) {
        return new LineServer(service(), InetAddress.getLoopbackAddress(), line, life.clock());
    }

    /** Is the server on a line that we have made. */
    Consumer<Event> turnedServer(Line line) {
        return new LineServer(service().turned(), InetAddress.getLoopbackAddress(), line, life.clock());
    }

    private SmtpService service() {
        SmtpPolicy allowed = new SmtpPolicy(new Domain(machine.name()), EVERYBODY, SmtpLimits.STANDARD);
        return new SmtpService(allowed, machine.intake(), d -> machine.policy().local().contains(d), true,
                Optional.of((_, _, _, answer) -> answer.accept(verdict())), new TraceDate(), pickUp(), machine.hub(),
                SmtpServerLog.NONE);
    }

    private LinkSession turnedClient() {
        ClientProfile profile = new ClientProfile(machine.name(), false, Tls.OFF, Timeouts.STANDARD,
                Pace.of(TURNED_RATE));
        return life.parts().smtpClient(new SmtpClientSession(profile));
    }

    /** Passwords are right, but now and then there is too much to do to check them. */
    private Authenticator.Verdict verdict() {
        return world.wires().unanswered() ? Authenticator.Verdict.BUSY : Authenticator.Verdict.RIGHT;
    }

    /** The other nodes may pick up what goes by the ways to them. */
    private PickUp pickUp() {
        PickUp real = new WaitingMail(machine.node(), _ -> turnedClient(), world.sites());
        return new WatchedPickUp(real,
                (user, node) -> new Handed(world.ledger(), life, to(user), node, _ -> {}, Optional.empty()));
    }

    private Ledger.Way to(String other) {
        return new Ledger.Way(machine.name(), other);
    }

    private UucpSettings settings(long rate) {
        UucpSettings plain = UucpSettings.on(LineTiming.of(rate), machine.name(), machine.name());
        if (world.bundles())
            return plain.with(new PeerBundling(machine.name(), machine::peer, life, life.parts()::packer,
                    world.ledger()::stripped));
        world.ledger().stripped();
        return plain;
    }

    private UucpSpool spool(String other) {
        return life.parts().spool(machine.peer(other).spool());
    }

    LinkSession uucpCalling(String other, long rate) {
        return UucpSession.calling(other, settings(rate), spool(other));
    }

    /** Takes a UUCP call; both may have mail for the other. Whoever has a call with it already turns this one away. */
    Consumer<Event> uucpCalled(String other, Line line, long rate) {
        String wire = Machine.WIRES.getFirst();
        if (!machine.peer(other).take())
            return answering(UucpSession.turningAway(UucpSession.LOCKED, settings(rate)), line, to(other),
                    handle -> machine.node().answered(_ -> false, wire, handle), _ -> {});
        LinkSession session = UucpSession.called(caller -> refusal(caller, other), settings(rate), spool(other));
        return answering(session, line, to(other), handle -> machine.node().answered(other, wire, handle),
                _ -> machine.peer(other).free());
    }

    private static Optional<String> refusal(String caller, String other) {
        return caller.equals(other) ? Optional.empty() : Optional.of(UucpSession.UNKNOWN);
    }

    /** @param waiting the mail that waits for the caller, given what ends the session */
    private Consumer<Event> answering(LinkSession session, Line line, Ledger.Way way,
            Function<Link.Session, Supply> waiting, Consumer<Ending> over) {
        Later handle = new Later();
        Supply supply = new Handed(world.ledger(), life, way, waiting.apply(handle), over, Optional.empty());
        SessionDriver driver = new SessionDriver(session, line, supply, life.clock()::instant, machine.intake());
        handle.driver = Optional.of(driver);
        return driver::on;
    }

    /** The handle of a session that is made after those who hold it. */
    private static final class Later implements Link.Session {
        private Optional<SessionDriver> driver = Optional.empty();

        @Override
        public void stop(boolean now, String why) {
            driver.orElseThrow().stop(now, why);
        }

        @Override
        public void mailWaits(Priority highest) {
            driver.ifPresent(d -> d.mailWaits(highest));
        }
    }
}
