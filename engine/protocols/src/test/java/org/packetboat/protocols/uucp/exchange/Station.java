package org.packetboat.protocols.uucp.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.bundle.packing.Bundling;
import org.packetboat.protocols.uucp.greeting.CallerRights;
import org.packetboat.protocols.uucp.greeting.JobCommands;
import org.packetboat.protocols.uucp.greeting.PeerTerms;
import org.packetboat.protocols.uucp.greeting.RefusalLog;
import org.packetboat.protocols.uucp.greeting.RouteTimeout;
import org.packetboat.protocols.uucp.greeting.UucpSettings;
import org.packetboat.protocols.uucp.packet.GSettings;
import org.packetboat.protocols.uucp.packet.LineTiming;
import org.packetboat.protocols.uucp.greeting.TimeOfDay;

/** One server of a simulated pair: its queue, its spool and its intake outlive the calls. */
public final class Station {
    public final String node;
    public final TestSupply supply = new TestSupply();
    public final TestIntake intake = new TestIntake();
    final MemorySpool spool = new MemorySpool();
    private static final GSettings ANY_NOISE = new GSettings(7, 64, 10, 100);
    /** What was refused: {@code us: rmail: …} and {@code peer: rmail: CN5}. */
    public final List<String> refusals = new ArrayList<>();
    private final UucpSettings settings;
    private Optional<SessionDriver> session = Optional.empty();

    Station(String node, UucpSettings settings) {
        this.node = node;
        this.settings = settings.with(new PeerTerms(new RefusalLog() {
            @Override
            public void here(String peer, String what, String why) {
                refusals.add("us: " + what + ": " + why);
            }

            @Override
            public void there(String peer, String what, String answer) {
                refusals.add("peer: " + what + ": " + answer);
            }
        }, settings.peer().commands(), settings.peer().smtpBatch()));
    }

    public static Station on(LineTiming line, String node, String protocols) {
        return on(line, node, protocols, Bundling.NONE);
    }

    public static Station on(LineTiming line, String node, String protocols, Bundling batching) {
        UucpSettings usual = UucpSettings.on(line, node, node + ".example.com");
        return new Station(node,
                usual.with(new UucpSettings.Packets(protocols, line, usual.packets().i(), ANY_NOISE)).with(batching));
    }

    /** The same with far sides that may do this. */
    Station letting(CallerRights rights) {
        return new Station(node, settings.with(rights));
    }

    /** The same with far sides that may have this run. */
    public Station running(JobCommands commands) {
        return new Station(node, settings.with(new PeerTerms(RefusalLog.NONE, commands, Optional.empty())));
    }

    /** The same with far sides that take mail with its envelope by this command. */
    public Station batching(String command) {
        return new Station(node, settings.with(new PeerTerms(RefusalLog.NONE, JobCommands.NONE, Optional.of(command))));
    }

    /** The same, holding lines that it has called over. */
    public Station holding(RouteTimeout until) {
        return new Station(node, settings.holding(until));
    }

    /** Mail comes in, while a call is under way or not. */
    void post(Transfer mail) {
        supply.add(mail);
        session.ifPresent(s -> s.mailWaits(mail.envelope().priority()));
    }

    /** The call under way, if there is one. */
    Optional<SessionDriver> session() {
        return session;
    }

    /** The same with this clock. */
    Station telling(TimeOfDay clock) {
        return new Station(node, settings.telling(clock));
    }

    UucpSession calling(SimTime time, SimLine.End end, String other) {
        return join(time, end, callingSession(other));
    }

    UucpSession called(SimTime time, SimLine.End end, String other) {
        return join(time, end, calledSession(other));
    }

    public UucpSession callingSession(String other) {
        return UucpSession.calling(other, settings, spool);
    }

    public UucpSession calledSession(String other) {
        return UucpSession.called(name -> known(name, other), settings, spool);
    }

    private static Optional<String> known(String name, String other) {
        return name.equals(other) ? Optional.empty() : Optional.of(UucpSession.UNKNOWN);
    }

    private UucpSession join(SimTime time, SimLine.End end, UucpSession session) {
        SessionDriver driver = new SessionDriver(session, end, supply.open(() -> {
            supply.endedAt = time.now();
            this.session = Optional.empty();
        }), time::now, intake);
        this.session = Optional.of(driver);
        end.attach(driver);
        return session;
    }

    private static int traceEnd(String text) {
        int lines = text.contains("\r\n\t(sent as ") ? 3 : 2;
        int end = 0;
        for (int line = 0; line < lines; line++)
            end = text.indexOf("\r\n", end) + 2;
        return end;
    }

    /** The bodies that arrived, each without the trace line put before it. */
    public List<byte[]> arrived() {
        List<byte[]> bodies = new ArrayList<>();
        for (TestIntake.Taken taken : intake.taken) {
            bodies.add(Arrays.copyOfRange(taken.bytes(), traceEnd(taken.text()), taken.bytes().length));
        }
        return bodies;
    }
}
