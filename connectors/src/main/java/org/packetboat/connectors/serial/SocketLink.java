package org.packetboat.connectors.serial;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.route.Transport;
import org.packetboat.protocols.modem.CallSession;
import org.packetboat.protocols.login.ChatScript;
import org.packetboat.protocols.modem.Connection;
import org.packetboat.protocols.modem.Prelude;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls sites on sockets: the same calls as over a modem, but for the dialling. Each has threads of its own, which end
 * with it; a site that cannot be connected to within 30 seconds is unreached. Whatever goes wrong, the supply is told
 * once.
 */
public final class SocketLink implements Link {
    private static final Logger LOG = LoggerFactory.getLogger(SocketLink.class);
    private static final Duration CONNECT = Duration.ofSeconds(30);

    private final SiteLogin login;
    private final long rate;
    private final Sessions sessions;
    private final Intake intake;
    private final InstantSource clock;

    /**
     * @param script how to log in at sites whose routes have a login
     * @param rate   of the connections, in bytes per second
     */
    public SocketLink(ChatScript script, long rate, Sessions sessions, Intake intake, InstantSource clock) {
        this.login = new SiteLogin(script);
        this.rate = rate;
        this.sessions = sessions;
        this.intake = intake;
        this.clock = clock;
    }

    @Override
    public boolean isLine() {
        return false;
    }

    /** @throws IllegalArgumentException if the route does not speak UUCP */
    @Override
    public Session open(Call call, Supply supply) {
        Transport.Uucp site = SiteLogin.site(call);
        PacedStream.Pace pace = new PacedStream.Pace(call.route().terms().throttle());
        PendingSession session = new PendingSession(pace::set);
        Thread.ofVirtual().name("socket-open-" + call.site()).start(() -> begin(site, pace, supply, session));
        return session;
    }

    private void begin(Transport.Uucp site, PacedStream.Pace pace, Supply supply, PendingSession pending) {
        try {
            List<Prelude> preludes = login.preludes(site);
            String place = site.number()
                    .orElseThrow(() -> new IOException(site.node() + " is not called, it calls us"));
            Socket socket = connect(place);
            LOG.debug("event=call node={} address={}", site.node(), place);
            LinkSession session = new CallSession(preludes, new SessionFigures.Place(place, "", false, rate),
                    r -> sessions.calling(site, r),
                    Connection.SOCKET);
            StreamLine line = new StreamLine(socket.getInputStream(), new PacedStream(socket.getOutputStream(), pace),
                    socket, clock, site.node());
            SessionDriver driver = new SessionDriver(session, line, supply, clock::instant, intake);
            line.start(driver);
            pending.begin(driver);
        } catch (IOException | IllegalArgumentException failed) {
            LOG.debug("event=unreached node={} why=\"{}\"", site.node(), failed.getMessage());
            supply.ended(SiteLogin.unreached(String.valueOf(failed.getMessage())));
        } catch (RuntimeException bug) {
            LOG.error("event=bug where=socket-open node={}", site.node(), bug);
            supply.ended(SiteLogin.unreached("internal error"));
        }
    }

    private static Socket connect(String place) throws IOException {
        InetSocketAddress address = address(place);
        Socket socket = new Socket();
        try {
            socket.connect(address, (int) CONNECT.toMillis());
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw new IOException("cannot connect to " + place + ": " + failed.getMessage(), failed);
        }
    }

    private static InetSocketAddress address(String place) throws IOException {
        int colon = place.lastIndexOf(':');
        try {
            String host = place.substring(0, Math.max(0, colon)).replaceAll("[\\[\\]]", "");
            return new InetSocketAddress(host, Integer.parseInt(place.substring(colon + 1)));
        } catch (IllegalArgumentException wrong) {
            throw new IOException("cannot connect to " + place + ": expected host and port, as in host:540", wrong);
        }
    }
}
