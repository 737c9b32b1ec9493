package org.packetboat.schedules.file.link;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/**
 * A network link that programs of the system switch on and off: a satellite terminal, a mobile modem, a VPN. Programs
 * get their arguments as they stand here, without a shell; {@code {site}} and {@code {host}} in them stand for the
 * route's.
 *
 * @param up             brings it up, and ends with 0 when it is
 * @param down           takes it down; also after an {@code up} that failed
 * @param status         ends with 0 while it is up; none: it is believed to be
 * @param networkInterface connections are made from this interface's address
 * @param upTimeout      how long {@code up} may take before it is ended
 * @param downTimeout    likewise {@code down}
 * @param statusInterval how often {@code status} is asked, and how long it may take
 * @param routeTimeout   the link goes down when no session has done anything for so long
 * @param rate           what it is expected to carry, in bytes per second
 */
public record CommandLink(String name, List<String> up, List<String> down, List<String> status,
        Optional<String> networkInterface, Duration upTimeout, Duration downTimeout, Duration statusInterval,
        Duration routeTimeout, long rate) implements LinkSettings {
    public static final String KIND_NAME = "command";
    private static final String COMMAND = "a program and its arguments, like [/usr/sbin/ifup, sat0]";
    private static final String INTERFACE = "the name of a network interface, like wwan0";
    private static final Pattern INTERFACE_NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,15}");

    public CommandLink {
        up = List.copyOf(up);
        down = List.copyOf(down);
        status = List.copyOf(status);
    }

    public static final LinkKind KIND = new LinkKind(KIND_NAME,
            List.of("up", "down", "status", "interface", "up-timeout", "down-timeout", "status-interval",
                    "route-timeout", "rate"),
            CommandLink::read);

    private static Optional<LinkSettings> read(String name, Section section) {
        List<String> up = section.need("up", COMMAND).map(CommandLink::command).orElse(List.of());
        List<String> down = section.need("down", COMMAND).map(CommandLink::command).orElse(List.of());
        List<String> status = section.get("status").map(CommandLink::command).orElse(List.of());
        Optional<String> from = section.get("interface").flatMap(v -> v.as(INTERFACE, CommandLink::interfaceName));
        long rate = section.get("rate").flatMap(v -> v.rate()).orElse(IpLink.IMPLICIT.rate());
        if (up.isEmpty() || down.isEmpty()) return Optional.empty();
        return Optional.of(new CommandLink(name, up, down, status, from,
                DialUpLink.duration(section, "up-timeout", Duration.ofMinutes(2)),
                DialUpLink.duration(section, "down-timeout", Duration.ofSeconds(30)),
                DialUpLink.duration(section, "status-interval", Duration.ofSeconds(30)),
                DialUpLink.duration(section, "route-timeout", Duration.ofMinutes(2)), rate));
    }

    private static List<String> command(Value value) {
        return value.atLeastOne(COMMAND).stream().flatMap(word -> word.text(COMMAND).stream()).toList();
    }

    private static String interfaceName(String text) {
        if (!INTERFACE_NAME.matcher(text).matches()) throw new IllegalArgumentException(text);
        return text;
    }

    @Override
    public String kind() {
        return KIND_NAME;
    }

    @Override
    public List<Duration> timeouts() {
        return List.of(routeTimeout);
    }
}
