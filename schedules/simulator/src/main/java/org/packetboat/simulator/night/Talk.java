package org.packetboat.simulator.night;

import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.smtp.client.ClientProfile;
import org.packetboat.protocols.smtp.client.Pace;
import org.packetboat.protocols.smtp.client.SmtpClientSession;
import org.packetboat.protocols.smtp.client.Timeouts;
import org.packetboat.protocols.smtp.server.LineServer;
import org.packetboat.protocols.uucp.exchange.UucpSession;
import org.packetboat.protocols.uucp.greeting.UucpSettings;
import org.packetboat.protocols.uucp.packet.LineTiming;
import org.packetboat.simulator.parcel.Parcel;

/** What is spoken in a call, by both sides, as the program speaks it on a real line between two Packetboats. */
sealed interface Talk {
    /** The hub's side. */
    LinkSession calling();

    /** The site's side at its end of the line. @return where what happens there goes */
    Consumer<LinkSession.Event> called(Line line, SimTime time);

    /** Whether turned bits come through: below SMTP there is TCP, which repairs them. */
    boolean hearsNoise();

    static Talk of(Route route, FarSite site) {
        return switch (route.transport()) {
            case Transport.Uucp _ -> new Uucp(route, site);
            case Transport.Smtp _, Transport.Hosts _, Transport.Asked _ -> new Smtp(route, site);
            case Transport.DialUp _, Transport.Router _, Transport.Lmtp _ -> new Smtp(route, site);
            case Transport.Maildir _, Transport.Routes _ -> new Smtp(route, site);
        };
    }

    /** How much crosses the line for a mail, but for what is around it. */
    static long bytes(Route route, Parcel parcel) {
        return route.transport() instanceof Transport.Uucp ? parcel.batch().size() : parcel.mail().length;
    }

    /** UUCP, with mail in batches, both ways. */
    record Uucp(Route route, FarSite site) implements Talk {
        private static final String HUB = "hub";
        private static final String SITE = "site";

        private UucpSettings settings(String name, LineEnd end) {
            return UucpSettings.on(LineTiming.of(route.rate()), name, name + ".invalid").with(end);
        }

        @Override
        public LinkSession calling() {
            return UucpSession.calling(SITE, settings(HUB, site.hub()), site.hub().spool());
        }

        @Override
        public Consumer<LinkSession.Event> called(Line line, SimTime time) {
            UucpSession session = UucpSession.called(Uucp::refusal, settings(SITE, site.site()), site.site().spool());
            return new SessionDriver(session, line, site.mail(), time::now, site)::on;
        }

        @Override
        public boolean hearsNoise() {
            return true;
        }

        private static Optional<String> refusal(String name) {
            return name.equals(HUB) ? Optional.empty() : Optional.of(UucpSession.UNKNOWN);
        }
    }

    /** SMTP; what the site has for the hub is none of this call's business. */
    record Smtp(Route route, FarSite site) implements Talk {
        @Override
        public LinkSession calling() {
            return new SmtpClientSession(new ClientProfile(SimulatedHub.NAME, false, Tls.OFF, Timeouts.STANDARD,
                    Pace.of(route.rate())));
        }

        @Override
        public Consumer<LinkSession.Event> called(Line line, SimTime time) {
            return LineServer.on(line, new Domain("site.invalid"), site, time::now);
        }

        @Override
        public boolean hearsNoise() {
            return false;
        }
    }
}
