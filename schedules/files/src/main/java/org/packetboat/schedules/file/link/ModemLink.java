package org.packetboat.schedules.file.link;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/**
 * A Hayes modem on a serial port, over which UUCP is spoken.
 *
 * @param init           commands sent before each call
 * @param registers      S-registers set after them
 * @param dial           the command that dials, with {@code {number}} in it
 * @param prefix         goes before every number
 * @param redials        how often a busy number is dialled again in one call
 * @param redialPause    how long to wait before that
 * @param connectTimeout how long it may take until the modems hear each other
 * @param rings          answer after so many; 0: the modem does it itself
 */
public record ModemLink(String name, LineKeys line, List<String> init, Map<Integer, Integer> registers, String dial,
        String prefix, int redials, Duration redialPause, Duration connectTimeout,
        int rings) implements LinkSettings {
    public static final String KIND_NAME = "modem";
    private static final String DIAL = "a command with {number} in it, like \"ATDT{number}\"";
    private static final String PREFIX = "digits and pauses to dial first, like \"9,\"";
    private static final String COMMAND = "a command like \"ATZ\"";
    private static final String REGISTERS = "S-registers and their values, like { 7: 60 }";
    private static final int HIGHEST = 255;
    private static final int MOST = 99;

    public static final LinkKind KIND = new LinkKind(KIND_NAME,
            Stream.concat(LineKeys.KEYS.stream(), Stream.of("init", "s-registers", "dial", "prefix", "redials",
                    "redial-pause", "connect-timeout", "rings")).toList(),
            ModemLink::read);

    private static Optional<LinkSettings> read(String name, Section section) {
        List<String> init = section.get("init").map(ModemLink::commands).orElse(List.of("ATZ", "AT&C1&D2"));
        Map<Integer, Integer> registers = section.get("s-registers").map(ModemLink::registers).orElse(Map.of());
        String dial = section.get("dial").flatMap(v -> v.as(DIAL, ModemLink::dial)).orElse("ATDT{number}");
        String prefix = section.get("prefix").flatMap(v -> v.as(PREFIX, ModemLink::prefix)).orElse("");
        int redials = section.get("redials").flatMap(v -> v.number(0, MOST)).orElse(2);
        Duration pause = section.get("redial-pause").flatMap(v -> v.duration()).orElse(Duration.ofMinutes(1));
        Duration connect = section.get("connect-timeout").flatMap(v -> v.duration()).orElse(Duration.ofSeconds(90));
        int rings = section.get("rings").flatMap(v -> v.number(0, MOST)).orElse(1);
        return LineKeys.read(section, true).map(line -> new ModemLink(name, line, init, registers, dial, prefix,
                redials, pause, connect, rings));
    }

    private static List<String> commands(Value value) {
        return value.oneOrMore().stream().flatMap(item -> item.as(COMMAND, ModemLink::command).stream()).toList();
    }

    private static String command(String text) {
        if (!text.matches("[Aa][Tt][ -~]{0,80}")) throw new IllegalArgumentException(text);
        return text;
    }

    private static Map<Integer, Integer> registers(Value value) {
        Map<Integer, Integer> registers = new HashMap<>();
        for (Value.Named named : value.named(REGISTERS)) {
            if (!named.name().matches("[0-9]{1,3}")) {
                value.refuseAs("found \"" + named.name() + "\"; expected " + REGISTERS);
            } else {
                named.value().number(0, HIGHEST).ifPresent(n -> registers.put(Integer.valueOf(named.name()), n));
            }
        }
        return registers;
    }

    private static String dial(String text) {
        if (!text.contains("{number}")) throw new IllegalArgumentException(text);
        return command(text);
    }

    private static String prefix(String text) {
        if (!text.matches("[0-9*#,;WwPpTt@!+() .-]{1,40}")) throw new IllegalArgumentException(text);
        return text;
    }

    @Override
    public String kind() {
        return KIND_NAME;
    }

    @Override
    public long rate() {
        return line.rate();
    }

    @Override
    public Addressing addressing() {
        return Addressing.NUMBER;
    }
}
