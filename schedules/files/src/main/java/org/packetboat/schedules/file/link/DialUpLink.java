package org.packetboat.schedules.file.link;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.packetboat.engine.text.OptionWords;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/**
 * A network link that the system's {@code pppd} brings up, on a modem of ours or by itself.
 *
 * @param modems       names of links of kind modem, best first; none where the peers file dials
 * @param peer         a file in {@code /etc/ppp/peers} to take options from
 * @param options      options for pppd, each one word or an option with its arguments
 * @param user         the name we give where the far side asks who we are
 * @param passwordFile holds the password for it, in its first line
 * @param upTimeout    how long PPP may take, once the modems hear each other, until there is an address
 * @param modemTimeout the line goes down when nothing has gone over it for so long
 * @param routeTimeout likewise when no session has done anything for so long
 * @param rate         what it is expected to carry, in bytes per second
 */
public record DialUpLink(String name, List<String> modems, Optional<String> peer, List<String> options,
        Optional<String> user, Optional<Path> passwordFile, Duration upTimeout, Duration modemTimeout,
        Duration routeTimeout, long rate) implements LinkSettings {
    public static final String KIND_NAME = "dialup";
    /** A 33.6 kbit/s modem, where nothing else is said. */
    private static final long CAUTIOUS_RATE = 3_360;
    private static final Duration USUAL_UP = Duration.ofMinutes(1);
    private static final Duration USUAL_IDLE = Duration.ofMinutes(2);
    private static final String PEER = "the name of a file in /etc/ppp/peers";
    private static final Pattern PEER_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");
    private static final String OPTION = "an option of pppd, like \"mtu 576\"";
    private static final String USER = "the name to give to the far side";
    private static final Pattern ARGUMENT = Pattern.compile("[ -~]{0,256}");
    private static final Pattern WORD = Pattern.compile("[!-~&&[^\"'\\\\#]]{1,128}");
    /** What only we can set: it decides where the line goes, and how we hear of it. */
    private static final TreeSet<String> OURS = new TreeSet<>(List.of("call", "connect", "demand", "detach", "file",
            "idle", "lock", "logfd", "logfile", "name", "nodetach", "password", "persist", "updetach", "user"));

    public DialUpLink {
        modems = List.copyOf(modems);
        options = List.copyOf(options);
    }

    public static final LinkKind KIND = new LinkKind(KIND_NAME,
            List.of("modems", "peer", "options", "user", "password-file", "up-timeout", "modem-timeout",
                    "route-timeout", "rate"),
            DialUpLink::read);

    private static Optional<LinkSettings> read(String name, Section section) {
        List<String> modems = section.get("modems").map(ModemPoolLink::names).orElse(List.of());
        Optional<String> peer = section.get("peer").flatMap(v -> v.as(PEER, text -> matching(PEER_NAME, text)));
        List<String> options = section.get("options").map(DialUpLink::options).orElse(List.of());
        Optional<String> user = section.get("user").flatMap(v -> v.as(USER, text -> matching(WORD, text)));
        Optional<Path> password = section.get("password-file").flatMap(NamedFile::secret);
        if (!section.has("modems") && !section.has("peer")) {
            section.refuseAs("found neither \"modems\" nor \"peer\"; expected modems to dial with, or a peer that pppd "
                    + "dials itself");
        }
        if (section.has("user") != section.has("password-file")) {
            section.refuseAs("found only one of \"user\" and \"password-file\"; expected both, or neither");
        }
        long rate = section.get("rate").flatMap(v -> v.rate()).orElse(CAUTIOUS_RATE);
        return Optional.of(new DialUpLink(name, modems, peer, options, user, password,
                duration(section, "up-timeout", USUAL_UP), duration(section, "modem-timeout", USUAL_IDLE),
                duration(section, "route-timeout", USUAL_IDLE), rate));
    }

    static Duration duration(Section section, String key, Duration usual) {
        return section.get(key).flatMap(v -> v.duration()).orElse(usual);
    }

    private static List<String> options(Value value) {
        return value.oneOrMore().stream().flatMap(item -> option(item).stream()).toList();
    }

    private static Optional<String> option(Value item) {
        Optional<String> option = item.as(OPTION, DialUpLink::words);
        Optional<String> ours = option.map(text -> OptionWords.of(text).getFirst()).filter(OURS::contains);
        ours.ifPresent(word -> item.refuseAs("found \"" + word + "\", which Packetboat sets itself; expected "
                + "anything but: " + String.join(", ", OURS)));
        return ours.isPresent() ? Optional.empty() : option;
    }

    /** As it stands: who makes pppd's command line takes the quotes away. */
    private static String words(String text) {
        List<String> words = OptionWords.of(text);
        if (words.isEmpty()) throw new IllegalArgumentException(text);
        matching(WORD, words.getFirst());
        words.forEach(word -> matching(ARGUMENT, word));
        boolean plain = words.stream().allMatch(word -> WORD.matcher(word).matches());
        return plain ? String.join(" ", words) : text.strip();
    }

    private static String matching(Pattern pattern, String text) {
        if (!pattern.matcher(text).matches()) throw new IllegalArgumentException(text);
        return text;
    }

    @Override
    public String kind() {
        return KIND_NAME;
    }

    @Override
    public List<Duration> timeouts() {
        return List.of(modemTimeout, routeTimeout);
    }

    @Override
    public Addressing addressing() {
        return modems.isEmpty() ? Addressing.PEER : Addressing.DIAL_UP;
    }
}
