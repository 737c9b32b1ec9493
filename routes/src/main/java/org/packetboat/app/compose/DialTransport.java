package org.packetboat.app.compose;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
import org.packetboat.connectors.router.RouterKey;
import org.packetboat.connectors.router.ServerQuestion;
import org.packetboat.connectors.serial.DataCalls;
import org.packetboat.connectors.serial.ModemPool;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.route.Transport;
import org.packetboat.schedules.file.CommandLink;
import org.packetboat.schedules.file.DialUpLink;
import org.packetboat.schedules.file.LinkSettings;
import org.packetboat.schedules.file.Schedules;

/**
 * The way over network links that have to be brought up: dial-up and commands. A changed schedule leaves a link alone
 * that did not change; one that did goes down with whatever goes over it.
 */
final class DialTransport implements AutoCloseable {
    private final Configuration configuration;
    private final Function<List<InetAddress>, Link> smtp;
    private final Function<List<String>, ModemPool> modems;
    private final InstantSource clock;
    private final Map<LinkSettings, SwitchedLink> links = new ConcurrentHashMap<>();

    /**
     * @param smtp   SMTP from these addresses of ours; from any if there are none
     * @param modems the modems of these names
     */
    DialTransport(Configuration configuration, Function<List<InetAddress>, Link> smtp,
            Function<List<String>, ModemPool> modems, InstantSource clock) {
        this.configuration = configuration;
        this.smtp = smtp;
        this.modems = modems;
        this.clock = clock;
    }

    /** Takes those links down that these schedules no longer speak of. */
    synchronized void use(Schedules schedules) {
        links.entrySet().removeIf(entry -> {
            boolean gone = !schedules.links().containsValue(entry.getKey());
            if (gone) entry.getValue().close();
            return gone;
        });
    }

    /** The link; empty for a kind that is always there, or on which no SMTP is spoken. */
    synchronized Optional<Link> link(LinkSettings link) {
        return switch (link) {
            case DialUpLink dialUp -> Optional.of(links.computeIfAbsent(dialUp, _ -> switched(dialUp, gear(dialUp),
                    dialUp.routeTimeout())));
            case CommandLink command -> Optional.of(links.computeIfAbsent(command, _ -> switched(command,
                    gear(command), command.routeTimeout())));
            default -> Optional.empty(); // a kind of somebody else's
        };
    }

    /** The link of that name, if it is one that has to be brought up. */
    Optional<SwitchedLink> named(String name) {
        return links.entrySet().stream().filter(entry -> entry.getKey().name().equals(name)).map(Map.Entry::getValue)
                .findFirst();
    }

    /** Something came in at this address of ours. From any thread. */
    void heardAt(InetAddress ours) {
        links.values().forEach(link -> link.heardAt(ours));
    }

    private SwitchedLink switched(LinkSettings link, Switch gear, Duration timeout) {
        return new SwitchedLink(link.name(), gear, timeout, smtp, inquiry(), clock);
    }

    /** Servers on one network know each other by the router's key; without it, nobody is asked. */
    private Inquiry inquiry() {
        Optional<ServerQuestion> question = configuration.router().map(router -> new ServerQuestion(
                configuration.server(), new RouterKey(router.key()), new SecureRandom()));
        return (where, domain, from) -> {
            if (question.isEmpty()) return Optional.empty();
            InetSocketAddress at = new InetSocketAddress(InetAddress.ofLiteral(where.address()), where.port());
            return question.get().ask(at, domain, from).map(server -> new Transport.Router(server.mail().host(),
                    server.mail().port(), server.entry().path()));
        };
    }

    private Switch gear(DialUpLink link) {
        Path folder = configuration.data().resolve("ppp");
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

    @Override
    public synchronized void close() {
        links.values().forEach(SwitchedLink::close);
        links.clear();
    }
}
