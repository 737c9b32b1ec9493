package org.packetboat.connectors.serial;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.packetboat.connectors.serial.device.PortSettings;
import org.packetboat.connectors.serial.device.SerialDevice;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.protocols.ScriptedSupply;
import org.packetboat.protocols.uucp.exchange.MemorySpool;
import org.packetboat.protocols.uucp.exchange.TestIntake;
import org.packetboat.protocols.uucp.exchange.UucpSession;
import org.packetboat.protocols.uucp.greeting.UucpSettings;
import org.packetboat.protocols.uucp.packet.LineTiming;

/** A UUCP site that takes all mail, and the calls to it. */
final class UucpFarSide {
    static final long RATE = 1_000_000;

    private UucpFarSide() {
    }

    private static UucpSettings settings(String node) {
        return UucpSettings.on(LineTiming.of(RATE), node, node + ".example");
    }

    /** Answers a call that comes in on these. */
    static void answer(InputStream in, OutputStream out, Closeable both) {
        answer(new StreamLine(in, out, both, Clock.systemUTC(), "far"));
    }

    /** Answers the call that a modem at this port has just taken. */
    static void answer(Path port) {
        try {
            SerialDevice device = SerialDevice.open(new PortSettings(port, 115_200, false));
            answer(new SerialLine("far", device, Optional.empty(), RATE, Clock.systemUTC(), new OnClose(() -> {})));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void answer(BlockingLine line) {
        LinkSession session = UucpSession.called(_ -> Optional.empty(), settings("far"), new MemorySpool());
        line.start(new SessionDriver(session, line, new ScriptedSupply(), Clock.systemUTC()::instant,
                new TestIntake()));
    }

    /** Our side of its calls. */
    static Sessions sessions() {
        return new Sessions() {
            @Override
            public LinkSession calling(Transport.Uucp site, long rate) {
                return UucpSession.calling(site.node(), settings("hub"), new MemorySpool());
            }

            @Override
            public LinkSession called(String login, long rate) {
                throw new AssertionError("nobody calls");
            }
        };
    }

    static Call call(Optional<String> number) {
        return call(number, Optional.empty());
    }

    static Call call(Optional<String> number, Optional<String> login) {
        Transport site = new Transport.Uucp("far", number, login, Optional.empty());
        Route route = new Route("far", java.util.List.of(), Window.ALWAYS, "always", "line1", site, 1,
                Duration.ofMinutes(1), Duration.ofHours(1), AtClose.DRAIN, RATE);
        return new Call(route, Optional.empty(), java.time.Instant.MAX);
    }
}
