package org.packetboat.app.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.packetboat.app.config.settings.SmtpIntake;
import org.packetboat.protocols.mail.Tolerance;
import org.packetboat.protocols.smtp.syntax.Tolerances;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code smtp:}. */
record SmtpSection(Folder folder) {
    private static final String TOLERATE = "tolerate";
    private static final String TOLERATE_FROM_STRANGERS = "tolerate-from-strangers";
    static final String[] KEYS = {"listen", "relay-from", "submit-from", "tls", "auth-file", "max-message-size",
            "max-recipients",
            "max-recipients-from-strangers", "max-connections", "max-connections-per-client", "idle-timeout", TOLERATE,
            TOLERATE_FROM_STRANGERS};
    private static final String LISTEN = "an address and a port like \"127.0.0.1:2525\" or \"[::1]:2525\"";
    private static final String NETWORK = "a network like \"127.0.0.0/8\" or an address";
    private static final InetSocketAddress USUAL_LISTEN = HostPort.listen("127.0.0.1:2525");
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");
    private static final long USUAL_SIZE = 50L << 20;
    private static final int LEAST_RECIPIENTS = 100;
    private static final int USUAL_RECIPIENTS = 50_000;
    private static final int MOST_RECIPIENTS = 1_000_000;
    private static final int USUAL_CONNECTIONS = 1000;
    private static final int MOST_CONNECTIONS = 100_000;
    private static final Duration USUAL_IDLE = Duration.ofMinutes(5);

    SmtpIntake read(Optional<Value> value) {
        Optional<Section> section = value.flatMap(v -> v.section(KEYS));
        return section.map(this::read)
                .orElse(new SmtpIntake(USUAL_LISTEN, LOOPBACK, List.of(), Optional.empty(), Optional.empty(),
                        USUAL_SIZE, USUAL_RECIPIENTS, LEAST_RECIPIENTS, USUAL_CONNECTIONS, share(USUAL_CONNECTIONS),
                        USUAL_IDLE, Tolerances.USUAL));
    }

    private SmtpIntake read(Section section) {
        Optional<SmtpIntake.TlsIdentity> tls = section.get("tls").flatMap(v -> TlsKeys.read(v, folder));
        Optional<Path> authFile = section.get("auth-file").flatMap(folder::file);
        if (section.has("auth-file") && !section.has("tls")) {
            section.refuseAs("found \"auth-file\" without \"tls\"; expected both: no password is taken in clear");
        }
        int connections = section.get("max-connections").flatMap(v -> v.number(1, MOST_CONNECTIONS))
                .orElse(USUAL_CONNECTIONS);
        return new SmtpIntake(section.get("listen").flatMap(v -> v.as(LISTEN, HostPort::listen)).orElse(USUAL_LISTEN),
                section.get("relay-from").map(SmtpSection::networks).orElse(LOOPBACK),
                section.get("submit-from").map(SmtpSection::networks).orElse(List.of()), tls, authFile,
                section.get("max-message-size").flatMap(Value::size).orElse(USUAL_SIZE),
                section.get("max-recipients").flatMap(v -> v.number(LEAST_RECIPIENTS, MOST_RECIPIENTS))
                        .orElse(USUAL_RECIPIENTS),
                section.get("max-recipients-from-strangers").flatMap(v -> v.number(LEAST_RECIPIENTS, MOST_RECIPIENTS))
                        .orElse(LEAST_RECIPIENTS),
                connections, section.get("max-connections-per-client").flatMap(v -> v.number(1, MOST_CONNECTIONS))
                        .orElse(share(connections)),
                section.get("idle-timeout").flatMap(Value::duration).orElse(USUAL_IDLE), tolerances(section));
    }

    private static Tolerances tolerances(Section section) {
        Set<Tolerance> strangers = section.get(TOLERATE_FROM_STRANGERS).map(SmtpSection::harmless).orElse(Set.of());
        return new Tolerances(section.get(TOLERATE).map(SmtpSection::borne).orElse(Tolerance.USUAL), strangers);
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

    /** A network in CIDR notation (RFC 4632), without bits beyond its prefix. */
    private static String network(String text) {
        int slash = text.indexOf('/');
        byte[] address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int bits = address.length * Byte.SIZE;
        int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        if (prefix < 0 || prefix > bits) throw new IllegalArgumentException(text);
        for (int bit = prefix; bit < bits; bit++) {
            if ((address[bit / Byte.SIZE] & 0x80 >> bit % Byte.SIZE) != 0) throw new IllegalArgumentException(text);
        }
        return text;
    }
}
