package org.packetboat.app.config;

import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.app.config.filters.FilterKeys;
import org.packetboat.app.config.settings.ListenerSettings;
import org.packetboat.app.config.settings.SmtpIntake;
import org.packetboat.protocols.mail.Tolerance;
import org.packetboat.protocols.smtp.server.ListenerRules;
import org.packetboat.protocols.smtp.syntax.Network;
import org.packetboat.protocols.smtp.syntax.Tolerances;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code smtp:}, and in it {@code listeners:}, of which each has all keys of its own that it needs. */
record SmtpSection(Folder folder, FilterKeys filters) {
    private static final String LISTENERS = "listeners";
    private static final String TOLERATE = "tolerate";
    private static final String TOLERATE_FROM_STRANGERS = "tolerate-from-strangers";
    private static final String MAX_MESSAGE_SIZE = "max-message-size";
    private static final String MAX_CONNECTIONS = "max-connections";
    private static final List<String> EVERYWHERE = List.of("listen", "relay-from", "submit-from", "tls", "auth-file",
            MAX_MESSAGE_SIZE, "max-recipients", "max-recipients-from-strangers", MAX_CONNECTIONS,
            "max-connections-per-client", "idle-timeout", TOLERATE, TOLERATE_FROM_STRANGERS, "encryption", "login",
            "greeting", "proxy-from", "xclient-from", "filters");
    static final String[] KEYS = Stream.concat(EVERYWHERE.stream(), Stream.of(LISTENERS)).toArray(String[]::new);
    static final String[] LISTENER_KEYS = Stream.concat(EVERYWHERE.stream(), Stream.of("protocol"))
            .toArray(String[]::new);
    private static final String LISTEN = "an address and a port like \"127.0.0.1:2525\" or \"[::1]:2525\"";
    private static final String LISTEN_ANYHOW = LISTEN + ", or a Unix socket like \"unix:run/smtp.sock\"";
    private static final String UNIX = "unix:";
    private static final int LONGEST_SOCKET = 107;
    private static final String NETWORK = "a network like \"127.0.0.0/8\" or an address";
    private static final String GREETING = "up to 200 printable ASCII characters";
    private static final Pattern GREETABLE = Pattern.compile("[ -~]{1,200}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final int SMTP_PORT = 25;
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");
    private static final int LEAST_RECIPIENTS = 100;
    private static final int MOST_RECIPIENTS = 1_000_000;
    private static final int USUAL_CONNECTIONS = 1000;
    private static final int MOST_CONNECTIONS = 100_000;
    private static final ListenerSettings USUAL = new ListenerSettings("smtp", HostPort.listen("127.0.0.1:2525"),
            new ListenerSettings.Networks(LOOPBACK, List.of(), List.of()), Optional.empty(), Optional.empty(),
            new ListenerSettings.Bounds(50L << 20, 50_000, LEAST_RECIPIENTS, USUAL_CONNECTIONS,
                    share(USUAL_CONNECTIONS), Duration.ofMinutes(5)),
            Tolerances.USUAL, ListenerRules.USUAL, List.of());

    SmtpSection(Folder folder) {
        this(folder, new FilterKeys(folder.base()));
    }

    SmtpIntake read(Optional<Value> value) {
        Optional<Section> section = value.flatMap(v -> v.section(KEYS));
        ListenerSettings main = section.map(s -> read(s, at(s.get("listen")
                .<SocketAddress>flatMap(v -> v.as(LISTEN, HostPort::listen)).orElse(USUAL.listen()), USUAL, "smtp")))
                .orElse(USUAL);
        Map<SocketAddress, String> taken = new HashMap<>(Map.of(main.listen(), main.path()));
        List<ListenerSettings> others = section.flatMap(s -> s.get(LISTENERS)).stream()
                .flatMap(all -> all.named("listeners by name").stream())
                .flatMap(each -> other(each, main).filter(read -> isFree(read, each, taken)).stream()).toList();
        return new SmtpIntake(main, others);
    }

    private static boolean isFree(ListenerSettings read, Value.Named named, Map<SocketAddress, String> taken) {
        boolean any = read.address().filter(net -> net.getPort() == 0).isPresent();
        Optional<String> by = any ? Optional.empty() : Optional.ofNullable(taken.put(read.listen(), read.path()));
        by.ifPresent(path -> named.value().refuseAs("found the address at which " + path
                + " listens already; expected another"));
        return by.isEmpty();
    }

    /** What one does not say is as it is said for all, but for whom is believed to speak for others. */
    private Optional<ListenerSettings> other(Value.Named named, ListenerSettings main) {
        Optional<Section> section = named.value().section(LISTENER_KEYS);
        if (section.isEmpty()) return Optional.empty();
        if (!NAME.matcher(named.name()).matches())
            section.get()
                    .refuseAs("found the name \"" + named.name() + "\"; expected lower-case letters, digits and -");
        Optional<SocketAddress> listen = section.get().need("listen", LISTEN_ANYHOW)
                .flatMap(v -> v.as(LISTEN_ANYHOW, this::listen));
        if (listen.isEmpty()) return Optional.empty();
        ListenerSettings read = read(section.get(), at(listen.get(), main, "smtp." + LISTENERS + "." + named.name()));
        if (read.bounds().messageSize() > main.bounds().messageSize())
            section.get().get(MAX_MESSAGE_SIZE).ifPresent(v -> v.refuseAs("found more than " + MAX_MESSAGE_SIZE
                    + " of smtp, which no message may be larger than; expected that or less"));
        if (read.rules().protocol() == ListenerRules.Protocol.LMTP
                && read.address().filter(net -> net.getPort() == SMTP_PORT).isPresent())
            section.get()
                    .refuseAs("found LMTP at port 25, which is that of SMTP (RFC 2033 section 5); expected another");
        return Optional.of(read);
    }

    private static ListenerSettings at(SocketAddress listen, ListenerSettings base, String path) {
        return new ListenerSettings(path, listen, base.networks(), base.tls(), base.authFile(), base.bounds(),
                base.tolerances(), base.rules(), base.filters());
    }

    private ListenerSettings read(Section section, ListenerSettings base) {
        Optional<SmtpIntake.TlsIdentity> tls = section.has("tls")
                ? section.get("tls").flatMap(v -> TlsKeys.read(v, folder))
                : base.tls();
        Optional<Path> authFile = section.get("auth-file").flatMap(folder::secret).or(base::authFile);
        ListenerRules rules = rules(section, base.rules());
        if (authFile.isPresent() && tls.isEmpty() && !section.has("tls"))
            section.refuseAs("found \"auth-file\" without \"tls\"; expected both: no password is taken in clear");
        if (rules.encryption() != ListenerRules.Encryption.OFFERED && tls.isEmpty() && !section.has("tls"))
            section.refuseAs("found \"encryption\" without \"tls\"; expected both: there is no certificate");
        if (rules.loginNeeded() && authFile.isEmpty() && !section.has("auth-file"))
            section.refuseAs("found \"login: must\" without \"auth-file\"; expected both: nobody could log in");
        return new ListenerSettings(base.path(), base.listen(), networks(section, base.networks()), tls, authFile,
                bounds(section, base.bounds()),
                tolerances(section, base.tolerances()), rules,
                section.get("filters").map(filters::read).orElse(base.filters()));
    }

    private SocketAddress listen(String text) {
        if (!text.startsWith(UNIX)) return HostPort.listen(text);
        Path path = folder.resolve(text.substring(UNIX.length()));
        if (text.length() == UNIX.length() || path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET)
            throw new IllegalArgumentException(text);
        return UnixDomainSocketAddress.of(path);
    }

    private static ListenerSettings.Networks networks(Section section, ListenerSettings.Networks base) {
        return new ListenerSettings.Networks(
                section.get("relay-from").map(SmtpSection::networks).orElse(base.relayFrom()),
                section.get("submit-from").map(SmtpSection::networks).orElse(base.submitFrom()),
                section.get("proxy-from").map(SmtpSection::networks).orElse(List.of()));
    }

    private static ListenerSettings.Bounds bounds(Section section, ListenerSettings.Bounds base) {
        Optional<Integer> connections = section.get(MAX_CONNECTIONS).flatMap(v -> v.number(1, MOST_CONNECTIONS));
        return new ListenerSettings.Bounds(
                section.get(MAX_MESSAGE_SIZE).flatMap(Value::size).orElse(base.messageSize()),
                section.get("max-recipients").flatMap(v -> v.number(LEAST_RECIPIENTS, MOST_RECIPIENTS))
                        .orElse(base.recipients()),
                section.get("max-recipients-from-strangers").flatMap(v -> v.number(LEAST_RECIPIENTS, MOST_RECIPIENTS))
                        .orElse(base.fromStrangers()),
                connections.orElse(base.connections()),
                section.get("max-connections-per-client").flatMap(v -> v.number(1, MOST_CONNECTIONS))
                        .orElse(connections.map(SmtpSection::share).orElse(base.perClient())),
                section.get("idle-timeout").flatMap(Value::duration).orElse(base.idle()));
    }

    private static ListenerRules rules(Section section, ListenerRules base) {
        return new ListenerRules(
                section.get("protocol").flatMap(v -> v.oneOf(ListenerRules.Protocol.class)).orElse(base.protocol()),
                section.get("encryption").flatMap(v -> v.oneOf(ListenerRules.Encryption.class))
                        .orElse(base.encryption()),
                section.get("login").flatMap(v -> v.oneOf(LoginRule.class)).map(rule -> rule == LoginRule.MUST)
                        .orElse(base.loginNeeded()),
                section.get("greeting").flatMap(v -> v.as(GREETING, SmtpSection::greeting)).orElse(base.greeting()),
                section.get(MAX_MESSAGE_SIZE).flatMap(Value::size).orElse(base.largest()),
                section.get("xclient-from").map(SmtpSection::networks).map(all -> all.stream().map(Network::parse)
                        .toList()).orElse(List.of()));
    }

    /** Whether clients have to log in. */
    private enum LoginRule {
        MAY,
        MUST
    }

    private static String greeting(String text) {
        if (!GREETABLE.matcher(text).matches()) throw new IllegalArgumentException(text);
        return text;
    }

    private static Tolerances tolerances(Section section, Tolerances base) {
        return new Tolerances(section.get(TOLERATE).map(SmtpSection::borne).orElse(base.trusted()),
                section.get(TOLERATE_FROM_STRANGERS).map(SmtpSection::harmless).orElse(base.strangers()));
    }

    private static Set<Tolerance> borne(Value value) {
        return value.oneOrMore().stream().flatMap(item -> item.oneOf(Tolerance.class).stream())
                .collect(Collectors.toSet());
    }

    private static Set<Tolerance> harmless(Value value) {
        Set<Tolerance> borne = borne(value);
        if (borne.contains(Tolerance.BARE_LF) || borne.contains(Tolerance.LF_DOT)) {
            value.refuseAs("found an LF without CR; expected it in \"tolerate\" alone: a stranger could hide a second "
                    + "mail with it");
        }
        return borne;
    }

    /** A quarter: no single client, however mad, shuts out the others. */
    private static int share(int connections) {
        return Math.max(1, connections / 4);
    }

    private static List<String> networks(Value value) {
        return value.oneOrMore().stream().flatMap(item -> item.as(NETWORK, SmtpSection::network).stream()).toList();
    }

    private static String network(String text) {
        Network.parse(text);
        return text;
    }
}
