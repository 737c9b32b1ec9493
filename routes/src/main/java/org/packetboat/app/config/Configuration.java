package org.packetboat.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.app.config.provision.Provisioned;
import org.packetboat.app.config.provision.ProvisionedFile;
import org.packetboat.app.config.settings.BackupSettings;
import org.packetboat.app.config.settings.ClusterSettings;
import org.packetboat.app.config.settings.DnsServers;
import org.packetboat.app.config.settings.DropSettings;
import org.packetboat.app.config.settings.FleetSettings;
import org.packetboat.app.config.settings.HistoryKeeping;
import org.packetboat.app.config.settings.HttpAccess;
import org.packetboat.app.config.settings.JmxAccess;
import org.packetboat.app.config.settings.KafkaSource;
import org.packetboat.app.config.settings.LineSettings;
import org.packetboat.app.config.settings.LogSettings;
import org.packetboat.app.config.settings.RecipientSettings;
import org.packetboat.app.config.settings.ReportSettings;
import org.packetboat.app.config.settings.RouterConfiguration;
import org.packetboat.app.config.settings.SmtpIntake;
import org.packetboat.app.config.settings.UsageKeeping;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.ThreePartName;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Reporting;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.protocols.smtp.client.Fetch;
import org.packetboat.schedules.file.HubServer;
import org.packetboat.schedules.file.ScheduleDefaults;
import org.packetboat.schedules.file.SourceFiles;
import org.packetboat.schedules.yaml.Outline;

/**
 * What packetboat.yaml says, paths resolved against its folder. Immutable.
 *
 * @param smtp      how mail comes in
 * @param outlet    how mail for the local domains is handed over
 * @param kafka     how mail comes in from Kafka
 * @param router    how servers around this one are told what it reaches, and heard
 * @param lines     what holds for all lines on which UUCP is spoken
 * @param reporting what is told and remembered of big sends
 * @param servers   the servers of this machine, and of others of the hub
 * @param dns       the name servers to ask; empty: the system's
 * @param drop      where programs of this machine leave mail
 * @param http      how metrics, health and pages are served; empty: not at all
 * @param jmx       how consoles on other machines reach the MBeans; empty: not at all
 * @param clockFrom the site that is asked for the time while the machine's clock can't be right
 * @param history   how much is kept of what became of mail
 * @param cluster   the hub whose brokers keep the queue; empty: this machine's disk does
 * @param log       where log lines go
 * @param report    who is told each morning what the night came to; empty: nobody
 * @param backup    where backups go by timetable; empty: there is none
 * @param fleet     who hears how branches are
 * @param recipients who there is, by lists
 * @param usage     how long usage is kept; empty: it is not recorded
 * @param provisioned what is provisioned beside all that: packetboat.yaml does not say it, but the data folder
 */
public record Configuration(Identity identity, Places places, SmtpIntake smtp, Transport outlet, Delivery delivery,
        Optional<KafkaSource> kafka, Optional<RouterConfiguration> router, PickUp pickUp, LineSettings lines,
        Reporting reporting, List<HubServer> servers, Optional<DnsServers> dns, Optional<DropSettings> drop,
        Optional<HttpAccess> http, Optional<JmxAccess> jmx, Optional<String> clockFrom, HistoryKeeping history,
        Optional<ClusterSettings> cluster, LogSettings log, Optional<ReportSettings> report,
        Optional<BackupSettings> backup, FleetSettings fleet, RecipientSettings recipients,
        Optional<UsageKeeping> usage, Provisioned provisioned) {
    /** The name of the local route, and of the link it goes over. */
    public static final String LOCAL = "local";
    /** A disk or a host next door, 100 MB/s: never the reason to leave anything for later. */
    private static final long LOCAL_RATE = 100_000_000;

    /**
     * Who we are.
     *
     * @param server        this server's name
     * @param localDomains  the domains whose mail stays here, as far as the file says; see
     *                      {@link Configuration#localDomains()}
     * @param organisations DNS suffixes of organisations in three-part names, by organisation in lower case
     */
    public record Identity(Domain server, List<Domain> localDomains, Map<String, Domain> organisations) {
        public Identity {
            localDomains = List.copyOf(localDomains);
            organisations = Map.copyOf(organisations);
        }
    }

    /**
     * Where our files are.
     *
     * @param folder    the folder of packetboat.yaml
     * @param data      the folder of the queue
     * @param minfree   how much of that folder's disk is kept free, in bytes; 0 for nothing
     * @param aliases   the aliases file
     * @param schedules schedule files and folders of them
     * @param routes    route files and folders of them
     * @param outline   where the values of packetboat.yaml stand, for messages
     */
    public record Places(Path folder, Path data, long minfree, Optional<Path> aliases, List<Path> schedules,
            List<Path> routes, Outline outline) {
        public Places {
            schedules = List.copyOf(schedules);
            routes = List.copyOf(routes);
        }
    }

    /**
     * How long and how often mail is tried.
     *
     * @param msfsleep         the longest wait before a local attempt
     * @param msfrsleep        the multiplier of it for remote attempts
     * @param msdead           how long an envelope may stay undelivered
     * @param delayNoticeAfter when a sender who asked for it hears of a delay
     * @param holdUnroutable   whether mail for a domain without a route is kept until msdead; else it is refused
     * @param hopLimit         trace lines a message may bring along before it counts as a loop
     */
    public record Delivery(Duration msfsleep, int msfrsleep, Duration msdead, Duration delayNoticeAfter,
            boolean holdUnroutable, int hopLimit) {}

    /**
     * Mail that is asked for instead of sent.
     *
     * @param allowed whose mail, by site, each login may pick up here by ETRN and ATRN
     * @param fetched how far sides' mail for us is fetched, by site
     */
    public record PickUp(Map<String, List<String>> allowed, Map<String, Fetch> fetched) {
        public PickUp {
            allowed = Map.copyOf(allowed);
            fetched = Map.copyOf(fetched);
        }
    }

    public Configuration {
        servers = List.copyOf(servers);
    }

    /** The same with something else provisioned. */
    public Configuration with(Provisioned other) {
        return new Configuration(identity, places, smtp, outlet, delivery, kafka, router, pickUp, lines, reporting,
                servers, dns, drop, http, jmx, clockFrom, history, cluster, log, report, backup, fleet, recipients,
                usage, other);
    }

    /** The domains whose mail stays here: those of the file first. */
    public List<Domain> localDomains() {
        return Stream.concat(identity.localDomains().stream(), provisioned.domains().stream()).distinct().toList();
    }

    /** Where what is provisioned is kept. */
    public ProvisionedFile provisionedFile() {
        return new ProvisionedFile(places.data());
    }

    /** The schedule files, with the routes of provisioned sites. */
    public SourceFiles scheduleFiles() {
        return new SourceFiles(places.schedules(), () -> provisioned.sites(provisionedFile().file()));
    }

    /** Whether mail to {@code packetboat-config} is for this server itself. */
    public boolean takesSealedMail() {
        return fleet.push().takesMail() || recipients.takesMail();
    }

    /** What schedule files fall back on. */
    public ScheduleDefaults scheduleDefaults() {
        return new ScheduleDefaults(delivery.msfsleep(), delivery.msfrsleep(), delivery.msdead(), servers);
    }

    /** The route that local mail takes: always open, and tried again after msfsleep. */
    public Route localRoute() {
        List<DomainPattern> domains = localDomains().stream().<DomainPattern>map(DomainPattern.Exactly::new)
                .toList();
        return new Route(LOCAL, domains, Window.ALWAYS, "always", LOCAL, outlet, Route.LOWEST_COST, delivery.msfsleep(),
                delivery.msdead(),
                AtClose.DRAIN, LOCAL_RATE);
    }

    /**
     * Reads an address as a person gives it: a mailbox, or a three-part name like {@code Sales Desk:HQ:Comp}.
     *
     * @throws IllegalArgumentException with what was found and what is expected
     */
    public Address address(String text) {
        return address(text, identity.organisations());
    }

    static Address address(String text, Map<String, Domain> organisations) {
        return ThreePartName.looksLike(text)
                ? ThreePartName.parse(text).mailbox(organisations)
                : Address.parseLoosely(text);
    }
}
