package org.packetboat.protocols.modem;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How one modem is spoken to.
 *
 * @param init           commands sent before each call, each to be answered with OK
 * @param registers      S-registers that are set after them
 * @param dial           the command that dials, with {@code {number}} in it
 * @param prefix         what goes before every number, such as {@code 9,} for an outside line
 * @param redials        how often a number that was busy is dialled again in the same call
 * @param redialPause    how long to wait before that
 * @param connectTimeout how long the modems may take from dialling, or answering, to CONNECT
 * @param commandTimeout how long the modem may take to answer any other command
 * @param guard          the silence before and after {@code +++} (S12)
 * @param rings          after how many rings we answer; 0: the modem does it itself (S0=1)
 */
public record ModemSettings(List<String> init, Map<Integer, Integer> registers, String dial, String prefix, int redials,
        Duration redialPause, Duration connectTimeout, Duration commandTimeout, Duration guard, int rings) {
    public static final String NUMBER = "{number}";
    /** DCD tells of a carrier, and a modem hangs up when DTR goes down. Not every modem knows the command. */
    public static final String HANG_UP_BY_DTR = "AT&C1&D2";
    private static final String DIALLABLE = "[0-9A-Da-d*#,;WwPpTt@!+() .-]*";

    /** @throws IllegalArgumentException if a command can't be sent, or nothing would be dialled */
    public ModemSettings {
        init = List.copyOf(init);
        registers = Map.copyOf(registers);
        if (!dial.contains(NUMBER)) throw new IllegalArgumentException("dial is \"" + dial + "\"; expected {number}");
        if (!isDiallable(prefix)) throw new IllegalArgumentException("prefix is \"" + prefix + "\"");
    }

    /** What every Hayes modem understands, but for one command that it may refuse. */
    public static ModemSettings hayes() {
        return new ModemSettings(List.of("ATZ", HANG_UP_BY_DTR), Map.of(), "ATDT" + NUMBER, "", 2,
                Duration.ofMinutes(1),
                Duration.ofSeconds(90), Duration.ofSeconds(4), Duration.ofMillis(1200), 1);
    }

    /** Whether a modem can dial this: digits, pauses, tones, and what people write between digits. */
    public static boolean isDiallable(String number) {
        return number.matches(DIALLABLE);
    }

    /**
     * The commands before a call. Results are wanted, and no echo: a modem that has lost its carrier would answer what
     * the session goes on sending with itself.
     */
    List<ModemCommand> preparation() {
        StringBuilder set = new StringBuilder("ATE0Q0");
        new TreeMap<>(registers).forEach((register, value) -> set.append("S%d=%d".formatted(register, value)));
        return Stream.concat(init.stream().map(ModemCommand::init), Stream.of(ModemCommand.needed(set.toString())))
                .toList();
    }

    /** The command that dials this number. */
    String dialling(String number) {
        return dial.replace(NUMBER, prefix + number);
    }
}
