package org.packetboat.app.cli.init;

import java.net.InetAddress;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.packetboat.app.config.MachineName;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.schedules.yaml.Quantities;

/** Something a configuration is made of: its option, how a person is asked for it, and what is taken for an answer. */
enum Fact {
    NAME("--name", "This server's name, as other mail servers see it", "a name like hub.example.com", Domain::new),
    DOMAIN("--domain", "The domain whose mail stays here", "a domain like example.com", Domain::new),
    LISTEN("--listen", "Address and port where mail comes in",
            "an address and a port, like 127.0.0.1:2525 or 0.0.0.0:25", Fact::listen),
    ZONE("--zone", "Time zone of the hours below", "a region like America/Denver, or UTC", Fact::zone),
    WINDOW("--window", "When calls are made: hours of the day, several with commas",
            "hours like 01:00-05:00, or 06:00-06:20,18:00-18:20", Fact::window),
    HUB("--hub", "The head office's server; with its port if that is not 25",
            "a host like hub.example.com or hub.example.com:587", Fact::host),
    PHONE("--phone", "The head office's telephone number", "a number to dial, like 13035550100", Fact::phone),
    MODEM("--modem", "The modem's serial port", "a device like /dev/ttyUSB0", Fact::device),
    SPEED("--speed", "Bits per second between this machine and the modem", "a number like 38400", Fact::speed),
    SMARTHOST("--smarthost", "The provider's mail server; with its port if that is not 587 (with a login) or 25",
            "a host like mail.provider.example or mail.provider.example:587", Fact::host),
    LOGIN("--login", "What we log in with there", "a name without spaces", Fact::login),
    RATE("--rate", "What the link carries", "a rate like 64kbit/s", Quantities::rate),
    SIZE("--max-size", "The largest mail taken", "a size like 5MB", Quantities::size),
    OPERATOR("--operator", "Who is told of missed windows", "a mailbox like op@example.com", Address::parse),
    HUB_KEY("--hub-key", "The head office's public key, or its file fleet.pub",
            "pk1- and 86 letters, or a file that holds them, as \"packetboat init --role hub\" makes it",
            FleetFiles::hubKey),
    BRANCH("--branch", "A branch's domain", "a domain like denver.example.com, DOMAIN=HOST or DOMAIN=HOST:PORT",
            Fact::branch);

    static final Pattern HOST_PORT = Pattern.compile("([^:\\s]+)(?::([0-9]{1,5}))?");
    static final Pattern HOURS = Pattern.compile("((?:[01][0-9]|2[0-3]):[0-5][0-9])-((?:[01][0-9]|2[0-4]):[0-5][0-9])");

    private final String option;
    private final String question;
    private final String expected;
    private final Consumer<String> reader;

    Fact(String option, String question, String expected, Consumer<String> reader) {
        this.option = option;
        this.question = question;
        this.expected = expected;
        this.reader = reader;
    }

    String option() {
        return option;
    }

    String question() {
        return question;
    }

    String expected() {
        return expected;
    }

    /** Whether it can be used. */
    boolean takes(String answer) {
        try {
            reader.accept(answer);
            return answer.chars().noneMatch(c -> c < ' ' || c == '"' || c == '\\');
        } catch (RuntimeException e) {
            return false; // each reader has an exception of its own for what it does not know
        }
    }

    /** Whether a role may do without it. */
    boolean mayBeEmpty(ServerRole role) {
        return this == BRANCH || this == HUB_KEY || this == LOGIN || this == SMARTHOST && role == ServerRole.HUB;
    }

    /** What it is if nothing is said; empty if it has to be. */
    Optional<String> usual(ServerRole role, InitAnswers answers) {
        return switch (this) {
            case NAME -> Optional.of(MachineName.here().get().name()).filter(n -> !n.endsWith(".localdomain"));
            case DOMAIN -> Optional.of(domain(role, answers.get(NAME)));
            case LISTEN -> Optional.of("127.0.0.1:2525");
            case ZONE -> Optional.of(ZoneId.systemDefault().getId()).filter(z -> z.contains("/")).or(
                    () -> Optional.of("UTC"));
            case WINDOW -> Optional.of(role == ServerRole.SHIP ? "06:00-06:20,18:00-18:20" : "01:00-05:00");
            case MODEM -> Optional.of("/dev/ttyUSB0");
            case SPEED -> Optional.of("38400");
            case RATE -> Optional.of("64kbit/s");
            case SIZE -> Optional.of("5MB");
            case OPERATOR -> Optional.of("postmaster@" + answers.get(DOMAIN));
            case LOGIN -> role.logsInAtHub() ? Optional.of(answers.node(answers.get(NAME))) : Optional.of("");
            case HUB_KEY -> Optional.of("");
            case SMARTHOST, BRANCH -> mayBeEmpty(role) ? Optional.of("") : Optional.empty();
            case HUB, PHONE -> Optional.empty();
        };
    }

    /** A head office has the domain above its server's name, a branch that of its server. */
    private static String domain(ServerRole role, String name) {
        String above = name.substring(name.indexOf('.') + 1);
        return role == ServerRole.HUB && above.contains(".") ? above : name;
    }

    private static void listen(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon);
        InetAddress.ofLiteral(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
        port(text.substring(colon + 1), 0);
    }

    private static void port(String text, int least) {
        int port = Integer.parseInt(text);
        if (port < least || port > 65_535) throw new IllegalArgumentException(text);
    }

    private static void zone(String text) {
        if (!text.equals("UTC") && !(text.contains("/") && ZoneId.getAvailableZoneIds().contains(text)))
            throw new IllegalArgumentException(text);
    }

    private static void window(String text) {
        for (String hours : text.split(",", -1))
            if (!HOURS.matcher(hours.strip()).matches()) throw new IllegalArgumentException(text);
    }

    private static void host(String text) {
        Matcher parts = HOST_PORT.matcher(text);
        if (!parts.matches()) throw new IllegalArgumentException(text);
        var _ = new Domain(parts.group(1));
        if (parts.group(2) != null) port(parts.group(2), 1);
    }

    private static void phone(String text) {
        if (!text.matches("[0-9*#,;WwPpTt@!+() .-]+")) throw new IllegalArgumentException(text);
    }

    private static void device(String text) {
        if (!text.startsWith("/") || text.contains(" ")) throw new IllegalArgumentException(text);
    }

    private static void speed(String text) {
        if (Integer.parseInt(text) < 300 || Integer.parseInt(text) > 4_000_000)
            throw new IllegalArgumentException(text);
    }

    private static void login(String text) {
        if (!text.matches("[^\\s'#:]{1,64}")) throw new IllegalArgumentException(text);
    }

    private static void branch(String text) {
        String[] parts = text.split("=", 2);
        var _ = new Domain(parts[0]);
        if (parts.length > 1) host(parts[1]);
    }
}
