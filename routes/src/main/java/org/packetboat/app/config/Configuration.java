package org.packetboat.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.connectors.smtp.client.Fetch;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.ThreePartName;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Reporting;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.schedules.file.HubServer;
import org.packetboat.schedules.file.ScheduleDefaults;

/**
 * What packetboat.yaml says, paths resolved against its folder. Immutable.
 *
 * @param server           this server's name
 * @param data             the folder of the queue
 * @param smtp             how mail comes in
 * @param localDomains     the domains whose mail stays here
 * @param outlet           how mail for these is handed over
 * @param aliases          the aliases file
 * @param organisations    DNS suffixes of organisations in three-part names, by organisation in lower case
 * @param schedules        schedule files and folders of them
 * @param msfsleep         the longest wait before a local attempt
 * @param msfrsleep        the multiplier of it for remote attempts
 * @param msdead           how long an envelope may stay undelivered
 * @param delayNoticeAfter when a sender who asked for it hears of a delay
 * @param holdUnroutable   whether mail for a domain without a route is kept until msdead; else it is refused
 * @param hopLimit         trace lines a message may bring along before it counts as a loop
 * @param kafka            how mail comes in from Kafka
 * @param router           how servers around this one are told what it reaches, and heard
 * @param pickUp           whose mail, by site, each login may pick up by ETRN and ATRN
 * @param fetch            how far sides' mail for us is fetched, by site
 * @param lines            what holds for all lines on which UUCP is spoken
 * @param routes           route files and folders of them
 * @param folder           the folder of packetboat.yaml
 * @param reporting        what is told and remembered of big sends
 * @param servers          the servers of this machine, and of others of the hub
 */
public record Configuration(Domain server, Path data, SmtpIntake smtp, List<Domain> localDomains, Transport outlet,
        Optional<Path> aliases, Map<String, Domain> organisations, List<Path> schedules, Duration msfsleep,
        int msfrsleep, Duration msdead, Duration delayNoticeAfter, boolean holdUnroutable, int hopLimit,
        Optional<KafkaSource> kafka, Optional<RouterConfiguration> router, Map<String, List<String>> pickUp,
        Map<String, Fetch> fetch, LineSettings lines, List<Path> routes, Path folder, Reporting reporting,
        List<HubServer> servers) {
    /** The name of the local route, and of the link it goes over. */
    public static final String LOCAL = "local";
    /** A disk or a host next door, 100 MB/s: never the reason to leave anything for later. */
    private static final long LOCAL_RATE = 100_000_000;

    public Configuration {
        localDomains = List.copyOf(localDomains);
        organisations = Map.copyOf(organisations);
        pickUp = Map.copyOf(pickUp);
        fetch = Map.copyOf(fetch);
        schedules = List.copyOf(schedules);
        routes = List.copyOf(routes);
        servers = List.copyOf(servers);
    }

    /** What schedule files fall back on. */
    public ScheduleDefaults scheduleDefaults() {
        return new ScheduleDefaults(msfsleep, msfrsleep, msdead, servers);
    }

    /** The route that local mail takes: always open, and tried again after msfsleep. */
    public Route localRoute() {
        List<DomainPattern> domains = localDomains.stream().<DomainPattern>map(DomainPattern.Exactly::new).toList();
        return new Route(LOCAL, domains, Window.ALWAYS, "always", LOCAL, outlet, Route.LOWEST_COST, msfsleep, msdead,
                AtClose.DRAIN, LOCAL_RATE);
    }

    /**
     * Reads an address as a person gives it: a mailbox, or a three-part name like {@code Sales Desk:HQ:Comp}.
     *
     * @throws IllegalArgumentException with what was found and what is expected
     */
    public Address address(String text) {
        return address(text, organisations);
    }

    static Address address(String text, Map<String, Domain> organisations) {
        return ThreePartName.looksLike(text) ? ThreePartName.parse(text).mailbox(organisations) : Address.parse(text);
    }
}
