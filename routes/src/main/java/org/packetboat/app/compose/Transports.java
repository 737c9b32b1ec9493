package org.packetboat.app.compose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.packetboat.app.compose.transport.DialTransport;
import org.packetboat.app.compose.transport.DialledLinks;
import org.packetboat.app.compose.transport.DisksView;
import org.packetboat.app.compose.transport.OpenRoutes;
import org.packetboat.app.compose.transport.SmtpTransport;
import org.packetboat.app.compose.transport.UucpTransport;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.hub.ClaimingLink;
import org.packetboat.app.hub.HubClaims;
import org.packetboat.app.hub.HubRoutes;
import org.packetboat.app.pickup.FetchedMail;
import org.packetboat.camel.inbound.InboundDesk;
import org.packetboat.camel.inbound.InboundLink;
import org.packetboat.camel.inbound.UnclaimedLink;
import org.packetboat.connectors.maildir.MaildirLink;
import org.packetboat.connectors.maildir.MaildirUsers;
import org.packetboat.connectors.smtp.server.SmtpServer;
import org.packetboat.engine.intake.Mailboxes;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.SeveralSessions;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.router.LearnedRoutes;
import org.packetboat.schedules.file.Schedules;
import org.packetboat.schedules.file.link.IpLink;
import org.packetboat.schedules.file.link.LinkSettings;

/** All that mail goes out by: which link goes over what, as the schedules in force say. */
final class Transports {
    private final Core core;
    private final HubClaims claims;
    private final InboundDesk inbound;
    private final SmtpTransport overIp;
    private final UucpTransport overLines;
    private final DialTransport overDialled;

    /**
     * @param smtp  takes in what is fetched from far sides
     * @param parts gets what has to be closed
     */
    Transports(Core core, DialledLinks dialled, HubClaims claims, SmtpServer smtp, InboundDesk inbound, Parts parts)
            throws GeneralSecurityException {
        Configuration configuration = core.configuration();
        this.core = core;
        this.claims = claims;
        this.inbound = inbound;
        overIp = parts
                .add(new SmtpTransport(configuration.identity().server().name(),
                        core.node().intake().place(), core.fleet().overSmtp(), configuration.dns(), core.clock(),
                        new FetchedMail(configuration.pickUp().fetched(), smtp),
                        new OpenRoutes(core.node(), core.links(), dialled, core.clock()), core.node()::health));
        overLines = parts.add(new UucpTransport(configuration, core.node(), core.queue(), core.clock(),
                core.fleet().overUucp()));
        overDialled = new DialTransport(configuration, parts.add(dialled), overIp.link()::bound, overLines::pool,
                core.clock());
        core.links().put(Configuration.LOCAL, local(configuration, inbound));
        core.links().put(LearnedRoutes.LINK, overIp.link());
    }

    /** Who can be delivered to here: whomever a route takes mail for, and whoever has a Maildir or can have one. */
    Mailboxes mailboxes() {
        return switch (core.configuration().outlet()) {
            case Transport.Maildir maildirs -> {
                MaildirUsers users = new MaildirUsers(maildirs);
                if (!isAsked(core.configuration())) yield users;
                yield local -> inbound.isLeftToOthers(local) ? users.refusal(local) : Optional.empty();
            }
            default -> Mailboxes.ANY;
        };
    }

    /** Whether somebody here takes mail before it is delivered as usual. */
    private static boolean isAsked(Configuration configuration) {
        return !configuration.places().routes().isEmpty() || configuration.takesSealedMail();
    }

    /** Where there may be routes, they are asked first. */
    private Link local(Configuration configuration, InboundDesk inbound) {
        Link usual = switch (configuration.outlet()) {
            case Transport.Maildir _ -> new MaildirLink(configuration.identity().server().name());
            case Transport.Routes _ -> new UnclaimedLink();
            case Transport.Smtp _, Transport.Hosts _, Transport.Asked _ -> overIp.link();
            case Transport.Router _, Transport.Lmtp _, Transport.Uucp _ -> overIp.link();
            case Transport.DialUp _ -> overIp.link();
        };
        return isAsked(configuration) ? new InboundLink(usual, inbound) : usual;
    }

    /** From now on hosts are looked after and old files swept away. */
    void start() {
        overIp.start();
        overLines.start();
    }

    /** The node has other routes now. */
    void changed() {
        overIp.changed();
    }

    /**
     * Makes the links that these schedules speak of available.
     *
     * @throws IOException if one of them can't be; the others are available then
     */
    void use(Schedules schedules) throws IOException {
        try {
            overLines.use(schedules);
        } finally {
            overDialled.use(schedules);
            claims.share(new HubRoutes(core.configuration().servers()).shared(schedules));
            schedules.links().values()
                    .forEach(link -> core.links().put(link.name(), new ClaimingLink(over(link), claims)));
        }
    }

    private Link over(LinkSettings link) {
        Link over = overLines.link(link).or(() -> overDialled.link(link)).orElse(overIp.link());
        return link instanceof IpLink ip
                ? new SeveralSessions(over, ip.sessions(), ip.perSite(), ip.unsettled())
                : over;
    }

    /** How disks stand that carry mail. */
    DisksView disks() {
        return new DisksView(overLines.disks()::states);
    }

    /** At which port of this machine a link of sockets awaits callers who speak UUCP; empty if it doesn't. */
    Optional<Integer> answering(String link) {
        return overLines.port(link);
    }
}
