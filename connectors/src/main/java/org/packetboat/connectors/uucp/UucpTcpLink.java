package org.packetboat.connectors.uucp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.mail.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls sites by UUCP over TCP. Mail goes out and comes in during one call. Each call has threads of its own, which end
 * with it; a site that cannot be connected to within 30 seconds is unreached.
 */
public final class UucpTcpLink implements Link {
    private static final Logger LOG = LoggerFactory.getLogger(UucpTcpLink.class);
    private static final Duration CONNECT = Duration.ofSeconds(30);

    private final UucpSettings settings;
    private final Function<Call, Peer> peers;
    private final Supplier<UucpSpool> spools;
    private final Intake intake;
    private final Clock clock;

    /**
     * @param peers  whom a call is for
     * @param spools makes a spool for each call
     */
    public UucpTcpLink(UucpSettings settings, Function<Call, Peer> peers, Supplier<UucpSpool> spools, Intake intake,
            Clock clock) {
        this.settings = settings;
        this.peers = peers;
        this.spools = spools;
        this.intake = intake;
        this.clock = clock;
    }

    @Override
    public Session open(Call call, Supply supply) {
        Calling calling = new Calling(peers.apply(call), supply);
        Thread.ofVirtual().name("uucp-call-" + call.site()).start(calling::connect);
        return calling;
    }

    /** A call from before its socket is connected. */
    private final class Calling implements Session {
        private final Peer peer;
        private final Supply supply;
        private final Socket socket = new Socket();
        private SessionDriver driver;
        private String stopped = "";

        private Calling(Peer peer, Supply supply) {
            this.peer = peer;
            this.supply = supply;
        }

        private void connect() {
            try {
                socket.connect(new InetSocketAddress(peer.host(), peer.port()), (int) CONNECT.toMillis());
                socket.setTcpNoDelay(true);
                talk();
            } catch (IOException failed) {
                unreached(failed);
            }
        }

        private synchronized void talk() throws IOException {
            if (!stopped.isEmpty()) throw new IOException("stopped");
            UucpSession session = UucpSession.calling(peer.node(), settings, spools.get());
            StreamLine line = new StreamLine(socket.getInputStream(), socket.getOutputStream(), socket, clock,
                    peer.node());
            driver = new SessionDriver(session, line, new LoggedSupply(supply, peer.node(), session), clock::instant,
                    intake);
            line.start(driver);
        }

        private synchronized void unreached(IOException failed) {
            String where = peer.host() + ":" + peer.port();
            LOG.info("event=uucp-unreached node={} address={} why=\"{}\"", peer.node(), where, failed.getMessage());
            supply.ended(stopped.isEmpty()
                    ? new Ending.Unreached(new Reply(450, "4.4.1", "cannot connect to " + where))
                    : new Ending.Stopped(stopped));
        }

        @Override
        public synchronized void stop(boolean now, String why) {
            if (driver != null) {
                driver.stop(now, why);
                return;
            }
            stopped = why;
            try {
                socket.close();
            } catch (IOException alreadyGone) {
                // closed is closed
            }
        }
    }
}
