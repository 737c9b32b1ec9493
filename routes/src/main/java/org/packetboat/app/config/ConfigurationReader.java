package org.packetboat.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.packetboat.app.config.care.BackupSection;
import org.packetboat.app.config.care.FleetSection;
import org.packetboat.app.config.care.UsageSection;
import org.packetboat.app.config.provision.Provisioned;
import org.packetboat.app.config.recipients.RecipientsSection;
import org.packetboat.app.config.report.ReportSection;
import org.packetboat.app.config.settings.LogSettings;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.Reporting;
import org.packetboat.engine.route.Reporting.KeepSettled;
import org.packetboat.engine.route.Transport;
import org.packetboat.schedules.file.HubServer;
import org.packetboat.schedules.yaml.Node;
import org.packetboat.schedules.yaml.Outline;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problems;
import org.packetboat.schedules.yaml.Quantities;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;
import org.packetboat.schedules.yaml.YamlFile;

/**
 * Reads packetboat.yaml. Relative paths count from the file's own folder. Files it names must be there; everything
 * that is wrong is told at once.
 */
public final class ConfigurationReader {
    static final String[] KEYS = {"server", "servers", "data", "smtp", "local-domains", "local", "aliases",
            "organisations", "schedules", "msfsleep", "msfrsleep", "msdead", "delay-notice-after", "gather-failures",
            "unroutable", "hop-limit", "kafka", "router", "pick-up", "fetch", "dns",
            "uucp-node", "lock-folder", "pppd", "routes", "operator", "keep-batches", "keep-settled",
            "keep-settled-size", "queue-minfree",
            "clock-from", "drop", "http", "history", "jmx", "cluster", "log", "report", "backup",
            "fleet", "recipients", "usage"};
    /** What the embedded configuration is called in messages. */
    public static final String EMBEDDED = "default.yaml";
    /** The environment variable that names the server. */
    private static final String NAME = "PACKETBOAT_SERVER";
    private static final String MAILBOX = "a mailbox like op@example.com, or a three-part name like Night Desk:HQ:Comp";
    private static final String DOMAIN = "a domain like example.com";
    private static final Duration MSFSLEEP = Duration.ofSeconds(10);
    private static final int MSFRSLEEP = 6;
    private static final Duration MSDEAD = Duration.ofDays(5);
    private static final Duration DELAY_NOTICE_AFTER = Duration.ofHours(4);
    private static final int HIGHEST_MULTIPLIER = 100_000;
    private static final int HOP_LIMIT = 50;
    /** Enough for RocksDB to open, and to write down what becomes of some ten thousand deliveries. */
    private static final long QUEUE_MINFREE = 32L << 20;
    private static final int HIGHEST_HOP_LIMIT = 1000;

    /** What becomes of mail for a domain without a route. */
    private enum Unroutable {
        REFUSE, HOLD
    }

    private final Supplier<Domain> machine;
    private final UnaryOperator<String> environment;
    private final Optional<Path> data;

    /** @param machine this machine's name, asked for only if the file names no server */
    public ConfigurationReader(Supplier<Domain> machine) {
        this(machine, System::getenv);
    }

    /** @param environment variables for secrets and the server's name; null for one that is not set, as in the JDK */
    ConfigurationReader(Supplier<Domain> machine, UnaryOperator<String> environment) {
        this(machine, environment, Optional.empty());
    }

    private ConfigurationReader(Supplier<Domain> machine, UnaryOperator<String> environment, Optional<Path> data) {
        this.machine = machine;
        this.environment = environment;
        this.data = data;
    }

    /**
     * One for files that lie in a data folder, as those that a hub pushes: a relative {@code data} in them that this
     * folder's path ends with means this folder.
     */
    public ConfigurationReader in(Path folder) {
        return new ConfigurationReader(machine, environment, Optional.of(folder));
    }

    /** Reads a file. */
    public ConfigurationReading read(Path file) {
        try {
            Path folder = Objects.requireNonNullElse(file.getParent(), Path.of(""));
            return read(file.toString(), Files.readAllBytes(file), folder);
        } catch (IOException e) {
            Problems problems = new Problems();
            problems.error(Place.of(file.toString()), "", e instanceof NoSuchFileException
                    ? "file not found; name an existing one with --config FILE"
                    : "can't be read (" + e.getClass().getSimpleName() + "); expected a readable file");
            return new ConfigurationReading.Bad(problems.list());
        }
    }

    /** Reads the configuration that is used where none is given; its paths count from this folder. */
    public ConfigurationReading embedded(Path folder) {
        try (InputStream content = ConfigurationReader.class.getResourceAsStream(EMBEDDED)) {
            return read(EMBEDDED, content.readAllBytes(), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a file's content. */
    public ConfigurationReading read(String name, byte[] content, Path folder) {
        Problems problems = new Problems();
        Optional<Node> document = YamlFile.read(name, content, problems);
        Outline outline = new Outline(name, document);
        Optional<Configuration> read = document.flatMap(node -> new Value(node, "", problems).section(KEYS))
                .map(section -> configuration(section, new Folder(folder), outline));
        return problems.hasErrors() || read.isEmpty()
                ? new ConfigurationReading.Bad(problems.list())
                : new ConfigurationReading.Good(read.get(), problems.list());
    }

    private Configuration configuration(Section section, Folder folder, Outline outline) {
        Domain server = server(section);
        Configuration.Identity identity = new Configuration.Identity(server, domains(section), organisations(section));
        Configuration.Places places = places(section, folder, outline);
        Reporting reporting = reporting(section, identity.organisations());
        KafkaSection kafka = new KafkaSection(folder, environment);
        List<HubServer> servers = new ServersSection().read(section.get("servers"), server);
        Transport outlet = new OutletSection(folder).read(section.get("local"), places.data());
        ClusterSection.check(section, outlet);
        return new Configuration(identity, places, new SmtpSection(folder).read(section.get("smtp")), outlet,
                delivery(section),
                kafka.read(section.get("kafka"), server, usageTopic(section)),
                new RouterSection(folder, environment).read(section.get("router")), pickUp(section, folder, identity),
                new LineKeys(folder).read(section, server), reporting,
                servers, DnsSection.read(section.get("dns")),
                new DropSection(folder).read(section.get("drop"), identity),
                new HttpSection(folder, environment).read(section.get("http"), server),
                new JmxSection(folder).read(section.get("jmx"), server),
                section.get("clock-from").flatMap(v -> v.text("the site of a route, like hq")),
                HistorySection.read(section.get("history")),
                new ClusterSection(kafka, folder).read(section.get("cluster"), servers),
                LogSettings.read(section.get("log"), places.folder()),
                new ReportSection(text -> Configuration.address(text, identity.organisations()), reporting.operator())
                        .read(section.get("report")),
                new BackupSection(folder::path).read(section.get("backup")),
                new FleetSection(folder::folder).read(section),
                new RecipientsSection(folder::path).read(section),
                UsageSection.read(section.get("usage"), KafkaSection::topic), Provisioned.NONE);
    }

    private static Optional<Value> usageTopic(Section section) {
        return section.get("usage").filter(Value::isMapping).flatMap(v -> v.sectionOfAnyKeys("usage"))
                .flatMap(usage -> usage.get("topic"));
    }

    private Configuration.Places places(Section section, Folder folder, Outline outline) {
        return new Configuration.Places(folder.base(),
                data(section, folder),
                section.get("queue-minfree").flatMap(v -> v.as("a size like 32MB, or none", ConfigurationReader::room))
                        .orElse(QUEUE_MINFREE),
                section.get("aliases").flatMap(folder::file),
                places(section, folder, "schedules", "a schedule file or a folder of them"),
                places(section, folder, "routes", "a route file or a folder of them"), outline);
    }

    private Path data(Section section, Folder folder) {
        Path named = section.get("data").flatMap(v -> v.as("a path", Path::of)).orElse(Path.of("var/packetboat"))
                .normalize();
        return data.filter(known -> known.endsWith(named)).orElseGet(() -> folder.resolve(named.toString()));
    }

    private static long room(String text) {
        return text.equals("none") ? 0 : Quantities.size(text);
    }

    private static Configuration.Delivery delivery(Section section) {
        Unroutable usual = section.has("router") ? Unroutable.HOLD : Unroutable.REFUSE; // a router may yet tell
        boolean hold = section.get("unroutable").flatMap(v -> v.oneOf(Unroutable.class)).orElse(usual)
                .equals(Unroutable.HOLD);
        return new Configuration.Delivery(duration(section, "msfsleep", MSFSLEEP),
                number(section, "msfrsleep", HIGHEST_MULTIPLIER, MSFRSLEEP), duration(section, "msdead", MSDEAD),
                duration(section, "delay-notice-after", DELAY_NOTICE_AFTER), hold,
                number(section, "hop-limit", HIGHEST_HOP_LIMIT, HOP_LIMIT));
    }

    private Configuration.PickUp pickUp(Section section, Folder folder, Configuration.Identity identity) {
        return new Configuration.PickUp(PickUpSection.read(section),
                new FetchSection(folder, environment).read(section.get("fetch"), identity.localDomains()));
    }

    /** The environment goes before the file, so that many containers can share one. */
    private Domain server(Section section) {
        Optional<Domain> inFile = section.get("server").flatMap(v -> v.as(DOMAIN, Domain::new));
        String named = Objects.requireNonNullElse(environment.apply(NAME), "");
        if (!named.isEmpty()) return named(named, section).or(() -> inFile).orElseGet(machine);
        if (section.has("server")) return inFile.orElseGet(machine);
        Domain here = machine.get();
        section.get("kafka").ifPresent(v -> v.warn("group and client id follow the server's name, which is this "
                + "machine's, " + here + ", and a container gets another with each start; expected a key server, or "
                + NAME + " in the environment"));
        return here;
    }

    private static Optional<Domain> named(String name, Section section) {
        try {
            return Optional.of(new Domain(name));
        } catch (IllegalArgumentException e) {
            section.refuseAs("found " + NAME + "=\"" + name + "\" in the environment; expected " + DOMAIN);
            return Optional.empty();
        }
    }

    private static List<Domain> domains(Section section) {
        return section.get("local-domains").map(Value::oneOrMore).orElse(List.of()).stream()
                .flatMap(v -> v.as(DOMAIN, Domain::new).stream()).distinct().toList();
    }

    private static Map<String, Domain> organisations(Section section) {
        Map<String, Domain> organisations = new HashMap<>();
        section.get("organisations").map(v -> v.named("organisations and their DNS suffixes, like Comp: example.com"))
                .orElse(List.of()).forEach(named -> named.value().as(DOMAIN, Domain::new)
                        .ifPresent(suffix -> organisations.put(named.name().toLowerCase(Locale.ROOT), suffix)));
        return organisations;
    }

    private static Reporting reporting(Section section, Map<String, Domain> organisations) {
        Optional<Address> operator = section.get("operator")
                .flatMap(v -> v.as(MAILBOX, text -> Configuration.address(text, organisations)));
        return new Reporting(operator, duration(section, "keep-batches", Reporting.USUAL.keep()),
                duration(section, "gather-failures", Reporting.GATHER),
                new KeepSettled(duration(section, "keep-settled", KeepSettled.NOT.time()),
                        section.get("keep-settled-size").flatMap(Value::size).orElse(KeepSettled.USUAL_BYTES)));
    }

    /** Where nothing is said, the folder of the key's name, if there is one. */
    private static List<Path> places(Section section, Folder folder, String key, String expected) {
        Path usual = folder.resolve(key);
        return section.get(key).map(Value::oneOrMore)
                .map(values -> values.stream().flatMap(v -> folder.fileOrFolder(v, expected).stream()).toList())
                .orElse(Files.isDirectory(usual) ? List.of(usual) : List.of());
    }

    private static Duration duration(Section section, String key, Duration usual) {
        return section.get(key).flatMap(Value::duration).orElse(usual);
    }

    private static int number(Section section, String key, int most, int usual) {
        return section.get(key).flatMap(v -> v.number(1, most)).orElse(usual);
    }
}
