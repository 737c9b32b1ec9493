package org.packetboat.app.compose.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.app.config.Configuration;
import org.packetboat.connectors.dialup.CommandSettings;
import org.packetboat.connectors.dialup.CommandSwitch;
import org.packetboat.connectors.dialup.Dialler;
import org.packetboat.connectors.dialup.Inquiry;
import org.packetboat.connectors.dialup.PppSettings;
import org.packetboat.connectors.dialup.PppSwitch;
import org.packetboat.connectors.dialup.Switch;
import org.packetboat.connectors.dialup.SwitchedLink;
import org.packetboat.connectors.router.ServerQuestion;
import org.packetboat.connectors.serial.DataCalls;
import org.packetboat.connectors.serial.ModemPool;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.route.Transport;
import org.packetboat.protocols.router.RouterKey;
import org.packetboat.schedules.file.Schedules;
import org.packetboat.schedules.file.link.CommandLink;
import org.packetboat.schedules.file.link.DialUpLink;
import org.packetboat.schedules.file.link.LinkSettings;

/** SMTP over network links that have to be brought up: by dial-up, or by commands. */
public final class DialTransport {
    private final Configuration configuration;
    private final Function<List<InetAddress>, Link> smtp;
    private final Function<List<String>, ModemPool> modems;
    private final InstantSource clock;
    private final DialledLinks links;

    /**
     * @param links  those that there are
     * @param smtp   SMTP from these addresses of ours; from any if there are none
     * @param modems the modems of these names
     */
    public DialTransport(Configuration configuration, DialledLinks links, Function<List<InetAddress>, Link> smtp,
            Function<List<String>, ModemPool> modems, InstantSource clock) {
        this.configuration = configuration;
        this.links = links;
        this.smtp = smtp;
        this.modems = modems;
        this.clock = clock;
    }

    /** Takes those links down that these schedules no longer speak of. */
    public void use(Schedules schedules) {
        links.retain(schedules);
    }

    /** The link; empty for a kind that is always there, or on which no SMTP is spoken. */
    public Optional<Link> link(LinkSettings link) {
        return switch (link) {
            case DialUpLink dialUp -> Optional.of(links.of(dialUp,
                    () -> switched(dialUp, gear(dialUp), dialUp.routeTimeout())));
            case CommandLink command -> Optional.of(links.of(command,
                    () -> switched(command, gear(command), command.routeTimeout())));
            default -> Optional.empty(); // a kind of somebody else's
        };
    }

    private SwitchedLink switched(LinkSettings link, Switch gear, Duration timeout) {
        return new SwitchedLink(link.name(), gear, timeout, smtp, inquiry(), clock);
    }

    /** Servers on one network know each other by the router's key; without it, nobody is asked. */
    private Inquiry inquiry() {
        Optional<ServerQuestion> question = configuration.router().map(router -> new ServerQuestion(
                configuration.identity().server(), new RouterKey(router.key()), new SecureRandom()));
        return (where, domain, from) -> {
            if (question.isEmpty()) return Optional.empty();
            InetSocketAddress at = new InetSocketAddress(InetAddress.ofLiteral(where.address()), where.port());
            return question.get().ask(at, domain, from).map(server -> new Transport.Router(server.mail().host(),
                    server.mail().port(), server.entry().path()));
        };
    }

    private Switch gear(DialUpLink link) {
        Path folder = configuration.places().data().resolve("ppp");
        PppSettings settings = new PppSettings(configuration.lines().pppd(), link.peer(), link.options(), link.user(),
                link.passwordFile(), link.upTimeout(), link.modemTimeout(), folder);
        Optional<Dialler> dialler = link.modems().isEmpty() ? Optional.empty() : Optional.of(dialler(link.modems()));
        return new PppSwitch(link.name(), settings, dialler);
    }

    /** On the modems as they are at the time of the call. */
    private Dialler dialler(List<String> names) {
        return number -> switch (new DataCalls(modems.apply(names), clock).dial(number)) {
            case DataCalls.Result.Through(var call) -> new Dialler.Dialled.Through(call.port(), call.speed(),
                    call.hasLines(), call::close);
            case DataCalls.Result.Failed(var reply) -> new Dialler.Dialled.Failed(reply);
        };
    }

    private static Switch gear(CommandLink link) {
        return new CommandSwitch(link.name(), new CommandSettings(link.up(), link.down(), link.status(),
                link.networkInterface(), link.upTimeout(), link.downTimeout(), link.statusInterval()));
    }
}
