package org.packetboat.schedules.file.link;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.packetboat.schedules.yaml.Section;

/**
 * What modems and cables have in common: the port.
 *
 * @param port   the device
 * @param speed  bits per second between us and it
 * @param rtsCts hardware flow control
 * @param answer whether callers are awaited on it
 * @param chat   how to log in at the far side, where the usual way does not do
 * @param rate   what it is expected to carry, in bytes per second
 * @param hold   how long a line that we called over is held without mail (the route timeout), where somebody says so
 */
public record LineKeys(Path port, int speed, boolean rtsCts, boolean answer, Optional<String> chat, long rate,
        Optional<Duration> hold) {
    static final String ROUTE_TIMEOUT = "route-timeout";
    static final List<String> KEYS = List.of("port", "speed", "flow", "answer", "chat", "rate", ROUTE_TIMEOUT);

    enum Flow {
        NONE, RTS_CTS
    }

    private static final int SLOWEST = 50;
    private static final int FASTEST = 4_000_000;
    private static final int BITS_A_BYTE = 10;
    private static final String CHAT = "a chat script like \"ogin: \\\\L word: \\\\P\"";
    private static final Pattern SCRIPT = Pattern.compile("(?:[^\\\\]++|\\\\[rntbsNdpLPc\\\\-])++");

    static Optional<LineKeys> read(Section section, boolean rtsCts) {
        Optional<Path> port = section.need("port", "a device like /dev/ttyUSB0").flatMap(NamedFile::path);
        port.filter(Files::notExists).ifPresent(missing -> section.get("port").ifPresent(value -> value.warn(
                "found no port " + missing + " on this machine now; expected one by the time of the first call")));
        Optional<Integer> speed = section.need("speed", "a speed in bits per second, like 9600")
                .flatMap(v -> v.number(SLOWEST, FASTEST));
        boolean flow = section.get("flow").flatMap(v -> v.as("none or rts-cts", LineKeys::flow)).orElse(rtsCts);
        boolean answer = section.get("answer").flatMap(v -> v.yesOrNo()).orElse(false);
        Optional<String> chat = chat(section);
        Optional<Long> rate = section.get("rate").flatMap(v -> v.rate());
        if (port.isEmpty() || speed.isEmpty()) return Optional.empty();
        return Optional.of(new LineKeys(port.get(), speed.get(), flow, answer, chat,
                rate.orElse((long) Math.max(1, speed.get() / BITS_A_BYTE)), hold(section)));
    }

    static Optional<Duration> hold(Section section) {
        return section.get(ROUTE_TIMEOUT).flatMap(v -> v.duration());
    }

    private static boolean flow(String text) {
        return Flow.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_')) == Flow.RTS_CTS;
    }

    static Optional<String> chat(Section section) {
        return section.get("chat").flatMap(v -> v.as(CHAT, LineKeys::script));
    }

    private static String script(String text) {
        if (!SCRIPT.matcher(text).matches()) throw new IllegalArgumentException(text);
        return text;
    }
}
