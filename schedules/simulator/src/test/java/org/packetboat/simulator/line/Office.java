package org.packetboat.simulator.line;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.packetboat.engine.forward.Server;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Names;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.RelayedSupply;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.DsnRequest;
import org.packetboat.engine.mail.MailEncoding;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Reporting;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.engine.sim.SimNode;
import org.packetboat.engine.sim.SimNoise;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.protocols.uucp.exchange.UucpSession;
import org.packetboat.protocols.uucp.greeting.RouteTimeout;
import org.packetboat.protocols.uucp.greeting.UucpSettings;
import org.packetboat.protocols.uucp.packet.LineTiming;
import org.packetboat.simulator.call.Course;
import org.packetboat.simulator.call.SimulatedCall;
import org.packetboat.simulator.call.Station;
import org.packetboat.simulator.world.peer.Peer;
import org.packetboat.simulator.world.peer.PeerBundling;

/**
 * One of two offices, each with one modem, that call each other when they have mail: the engine's own node and the
 * program's own UUCP, in virtual time. Who is called while his own modem is in use is busy.
 */
final class Office implements Link {
    private static final Duration DIALLING = Duration.ofSeconds(12);
    private static final Duration HANGING_UP = Duration.ofSeconds(2);
    private static final Reply BUSY = new Reply(450, "4.4.5", "the number is busy");
    private static final Duration LATENCY = Duration.ofMillis(60);
    private static final String LINE = "line";

    private final SimTime time;
    private final String name;
    private final long rate;
    private final Peer peer = new Peer(new SplittableRandom(1));
    private final SimNode node;
    private final List<Instant> calls = new ArrayList<>();
    private final List<Instant> ends = new ArrayList<>();
    private final Map<String, Instant> arrived = new HashMap<>();
    private Optional<Office> other = Optional.empty();
    private boolean offHook;
    private Consumer<SimLine> wired = _ -> {};

    /**
     * @param rate  of the line in bytes per second
     * @param calls when it calls
     */
    private Office(SimTime time, String name, String others, long rate, Window calls) {
        this.time = time;
        this.name = name;
        this.rate = rate;
        Link outlet = (_, supply) -> {
            deliver(supply);
            return (_, _) -> {};
        };
        this.node = new SimNode(time, List.of(new Server(name, Set.of(LINE, "outlet"))),
                Map.of(LINE, this, "outlet", outlet), policy(others, calls), this::heard);
    }

    /** A hub and its branch. @param branchCalls whether that calls, too */
    static List<Office> pair(SimTime time, long rate, boolean branchCalls) {
        Office hub = new Office(time, "hub", "branch", rate, Window.ALWAYS);
        Office branch = new Office(time, "branch", "hub", rate, branchCalls ? Window.ALWAYS : _ -> Optional.empty());
        hub.other = Optional.of(branch);
        branch.other = Optional.of(hub);
        return List.of(hub, branch);
    }

    private Policy policy(String others, Window calls) {
        Route outlet = new Route("local", List.of(), Window.ALWAYS, "always", "outlet", new Transport.Maildir("mail"),
                1,
                Duration.ofMinutes(1), Duration.ofHours(12), AtClose.DRAIN, 1_000_000);
        Transport uucp = new Transport.Uucp(others, Optional.of("5550100"), Optional.empty(), Optional.empty());
        Route route = new Route(others, List.of(DomainPattern.parse(others + ".example")), calls, "calls", LINE,
                uucp, 2, Duration.ofMinutes(2), Duration.ofHours(12), AtClose.DRAIN, rate);
        return new Policy(name, Set.of(new Domain(name + ".example")), outlet, new RouteTable(List.of(route)),
                Names.NONE,
                true, Duration.ofHours(12), Duration.ofHours(4), 10_000_000, Reporting.USUAL);
    }

    private void heard(StatusEvent event) {
        if (event instanceof StatusEvent.SessionEnded ended && ended.link().equals(LINE)) ends.add(ended.at());
        if (event instanceof StatusEvent.Trouble trouble) throw new AssertionError(trouble.what());
    }

    /** Takes whatever is offered. */
    private void deliver(Supply supply) {
        supply.next(next -> next.ifPresentOrElse(mail -> {
            byte[] text = mail.body().read(0, (int) mail.body().size());
            arrived.put(subject(new String(text)), time.now());
            supply.settle(mail.envelope().id(), all(mail));
            deliver(supply);
        }, () -> supply.ended(new Ending.Finished())));
    }

    private static String subject(String text) {
        return text.lines().filter(l -> l.startsWith("Subject: ")).findFirst().orElseThrow().substring(9);
    }

    private static Map<Recipient, Outcome> all(Transfer mail) {
        Map<Recipient, Outcome> all = new HashMap<>();
        mail.envelope().recipients().forEach(
                r -> all.put(r, new Outcome.Delivered(new Reply(250, "2.0.0", "delivered"), false)));
        return all;
    }

    /** Somebody here writes to somebody at the other office. */
    void post(String subject, int bytes, int priority) {
        String head = "From: ann@" + name + ".example\r\nSubject: " + subject
                + "\r\nDate: Sun, 29 Nov 2026 08:00:00 +0000"
                + "\r\n\r\n";
        byte[] text = (head + words(bytes, subject.hashCode())).getBytes();
        SubmissionOptions wishes = new SubmissionOptions(new Priority(priority), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
        Incoming incoming = node.node().intake().begin(time.now());
        incoming.append(text, 0, text.length);
        Recipient to = Recipient.of("joe@" + other.orElseThrow().name + ".example");
        Submission mail = new Submission(Optional.of(Address.parse("ann@" + name + ".example")), List.of(to), wishes,
                MailEncoding.USUAL, DsnRequest.NONE, "test");
        incoming.commit(mail, time.now(), receipt -> {
            if (receipt instanceof Receipt.Rejected(var why)) throw new AssertionError("not taken: " + why);
        });
    }

    /** Text that can't be compressed away. */
    private static String words(int bytes, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder();
        while (text.length() < bytes)
            text.append(text.length() % 72 == 70 ? "\r\n" : String.valueOf((char) ('!' + random.nextInt(90))));
        return text + "\r\n";
    }

    /** When mail came in, by subject. */
    Map<String, Instant> arrived() {
        return arrived;
    }

    /** When calls of this office began. */
    List<Instant> calls() {
        return calls;
    }

    /** When calls ended, whoever had called. */
    List<Instant> ends() {
        return ends;
    }

    /** Is given the wire of each call of this office. */
    void onWire(Consumer<SimLine> watcher) {
        wired = watcher;
    }

    @Override
    public Session open(Call call, Supply supply) {
        calls.add(time.now());
        if (offHook) {
            time.in(Duration.ZERO, () -> supply.ended(new Ending.Unreached(BUSY)));
            return (_, _) -> {};
        }
        offHook = true;
        return SimulatedCall.dial(Station.steady(time), node.node().intake(), new ModemCall(), supply);
    }

    @Override
    public boolean isUp(Route route) {
        return false;
    }

    private UucpSettings settings() {
        PeerBundling bundles = new PeerBundling(name, _ -> peer, Station.steady(time), UnaryOperator.identity(),
                () -> {});
        return UucpSettings.on(LineTiming.of(rate), name, name + ".example").with(bundles)
                .holding(RouteTimeout.BY_THE_MINUTE);
    }

    private void answer(SimLine wire) {
        LinkSession session = UucpSession.called(_ -> Optional.empty(), settings(), peer.spool());
        Handle handle = new Handle();
        Supply supply = node.node().answered(other.orElseThrow().name, LINE, handle);
        SessionDriver driver = new SessionDriver(session, wire.b(),
                new RelayedSupply(supply, ending -> {
                    time.in(HANGING_UP, () -> offHook = false);
                    supply.ended(ending);
                }), time::now, node.node().intake());
        handle.driver = Optional.of(driver);
        wire.b().attach(driver);
    }

    /** The handle of a session that is made after those who hold it. */
    private static final class Handle implements Session {
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

    /** A call to the other office. */
    private final class ModemCall implements Course {
        @Override
        public Duration dialling() {
            return DIALLING;
        }

        @Override
        public Optional<Reply> unanswered() {
            boolean busy = other.orElseThrow().offHook;
            if (!busy) other.orElseThrow().offHook = true;
            return busy ? Optional.of(BUSY) : Optional.empty();
        }

        @Override
        public SimLine wire() {
            SimLine wire = new SimLine(time, rate, LATENCY, SimNoise.NONE, SimNoise.NONE);
            wired.accept(wire);
            return wire;
        }

        @Override
        public LinkSession calling(Runnable turned) {
            return UucpSession.calling(other.orElseThrow().name, settings(), peer.spool());
        }

        @Override
        public void answer(SimLine wire) {
            other.orElseThrow().answer(wire);
        }

        @Override
        public Duration hangUp() {
            time.in(HANGING_UP, () -> offHook = false);
            return HANGING_UP;
        }
    }
}
