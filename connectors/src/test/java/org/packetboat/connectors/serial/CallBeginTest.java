package org.packetboat.connectors.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.protocols.ScriptedSupply;
import org.packetboat.protocols.login.ChatScript;

/** Calls that go wrong before there is a line: the supply hears of the end all the same. */
class CallBeginTest {
    private static final Sessions NONE = new TalkSessions(() -> {
        throw new AssertionError("there is no line");
    });

    private final ScriptedSupply supply = new ScriptedSupply();

    private static Link sockets() {
        return new SocketLink(ChatScript.LOGIN, 1000, NONE, new NoIntake(), Clock.systemUTC());
    }

    private static Link ports(InstantSource clock) {
        return new SerialLink(new ModemPool(List.of()), ChatScript.LOGIN, NONE, new NoIntake(), clock);
    }

    private String unreached(Link link, String number, Optional<String> passwordFile) throws Exception {
        Transport site = new Transport.Uucp("denver", Optional.of(number), Optional.of("hub"), passwordFile);
        Route route = new Route("denver", List.of(), Window.ALWAYS, "always", "line1", site, 1, Duration.ofMinutes(1),
                Duration.ofHours(1), AtClose.DRAIN, 240);
        link.open(new Call(route, Optional.empty(), Instant.MAX), supply);
        return assertInstanceOf(Ending.Unreached.class, supply.ending()).reply().text();
    }

    @Test
    void addressWithoutPort() throws Exception {
        assertEquals("cannot connect to uucp.example.com: expected host and port, as in host:540",
                unreached(sockets(), "uucp.example.com", Optional.empty()));
    }

    @Test
    void portThatIsNoNumber() throws Exception {
        assertEquals("cannot connect to 127.0.0.1:uucp: expected host and port, as in host:540",
                unreached(sockets(), "127.0.0.1:uucp", Optional.empty()));
    }

    @Test
    void passwordFileThatCanBeNoPath() throws Exception {
        assertEquals("Nul character not allowed: \\u0000", unreached(sockets(), "127.0.0.1:540", Optional.of("\0")));
    }

    @Test
    void passwordFileThatCanBeNoPathOnAPort() throws Exception {
        assertEquals("Nul character not allowed: \\u0000", unreached(ports(Clock.systemUTC()), "1", Optional.of("\0")));
    }

    @Test
    void faultOfOurOwn() throws Exception {
        assertEquals("internal error", unreached(ports(() -> {
            throw new IllegalStateException("thrown on purpose");
        }), "1", Optional.empty()));
    }
}
