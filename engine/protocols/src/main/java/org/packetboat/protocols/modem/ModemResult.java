package org.packetboat.protocols.modem;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a modem reports, in words (V1) or in numbers (V0): V.250, with what makers and GSM (27.007) have added. */
sealed interface ModemResult {
    /**
     * The other modem was heard.
     *
     * @param speed     bits per second; 0 if it was not told
     * @param corrected whether the modems correct errors between them (V.42, MNP)
     */
    record Connect(int speed, boolean corrected) implements ModemResult {}

    record Ok() implements ModemResult {}

    record Ring() implements ModemResult {}

    record NoCarrier() implements ModemResult {}

    /** @param words what it says; more than ERROR where the modem tells why */
    record Error(String words) implements ModemResult {}

    /** An attempt to dial came to this. */
    record Ended(DialOutcome outcome) implements ModemResult {}

    /** By their words, and by the numbers that all makers agree on. Those of higher speeds differ between makers. */
    Map<String, ModemResult> KNOWN = Map.ofEntries(Map.entry("OK", new Ok()), Map.entry("0", new Ok()),
            Map.entry("1", new Connect(0, false)), Map.entry("RING", new Ring()), Map.entry("2", new Ring()),
            Map.entry("NO CARRIER", new NoCarrier()), Map.entry("3", new NoCarrier()),
            Map.entry("ERROR", new Error("ERROR")), Map.entry("4", new Error("ERROR")),
            Map.entry("5", new Connect(1200, false)), Map.entry("10", new Connect(2400, false)),
            Map.entry("NO DIALTONE", new Ended(new DialOutcome.NoDialtone())),
            Map.entry("NO DIAL TONE", new Ended(new DialOutcome.NoDialtone())),
            Map.entry("NO LINE", new Ended(new DialOutcome.NoDialtone())),
            Map.entry("LINE IN USE", new Ended(new DialOutcome.NoDialtone())),
            Map.entry("6", new Ended(new DialOutcome.NoDialtone())),
            Map.entry("BUSY", new Ended(new DialOutcome.Busy())), Map.entry("7", new Ended(new DialOutcome.Busy())),
            Map.entry("NO ANSWER", new Ended(new DialOutcome.NoAnswer())),
            Map.entry("8", new Ended(new DialOutcome.NoAnswer())),
            Map.entry("VOICE", new Ended(new DialOutcome.Person())),
            Map.entry("VCON", new Ended(new DialOutcome.VoiceMode())),
            Map.entry("FAX", new Ended(new DialOutcome.FaxMachine())),
            Map.entry("CONNECT FAX", new Ended(new DialOutcome.FaxMachine())),
            Map.entry("+FCO", new Ended(new DialOutcome.FaxMachine())),
            Map.entry("+FCON", new Ended(new DialOutcome.FaxMachine())),
            Map.entry("BLACKLISTED", new Ended(new DialOutcome.Blacklisted())),
            Map.entry("BLACKLIST FULL", new Ended(new DialOutcome.Blacklisted())));

    /** Callers of several kinds are told apart by some modems. */
    Pattern RINGS = Pattern.compile("RING [A-Z0-9]|\\+CRING: .*");
    Pattern DELAYED = Pattern.compile("DELAYED\\W*(?:(?:([0-9]{1,2}):)?([0-9]{1,2}):)?([0-9]{1,5})?");
    Pattern WITH_REASON = Pattern.compile("\\+CM[ES] ERROR.*");
    /** Where a modem does not say how long. */
    Duration USUAL_DELAY = Duration.ofMinutes(3);

    /** What a line means; empty for an echo, noise or a remark like {@code CARRIER 14400} or {@code RINGING}. */
    static Optional<ModemResult> of(String line) {
        String words = line.strip().toUpperCase(Locale.ROOT);
        ModemResult known = KNOWN.get(words);
        if (known != null) return Optional.of(known);
        if (words.startsWith("CONNECT")) return Optional.of(connect(words.substring("CONNECT".length()).strip()));
        if (RINGS.matcher(words).matches()) return Optional.of(new Ring());
        if (WITH_REASON.matcher(words).matches()) return Optional.of(new Error(line.strip()));
        Matcher delayed = DELAYED.matcher(words);
        return delayed.matches()
                ? Optional.of(new Ended(new DialOutcome.Delayed(delay(delayed))))
                : Optional.empty();
    }

    private static Duration delay(Matcher told) {
        if (told.group(3) == null) return USUAL_DELAY;
        return Duration.ofHours(number(told.group(1))).plusMinutes(number(told.group(2)))
                .plusSeconds(number(told.group(3)));
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** {@code 14400}, {@code 14400/ARQ}, {@code 9600/V42BIS}, {@code 2400 LAPM}. */
    private static Connect connect(String detail) {
        String digits = detail.replaceFirst("^([0-9]{0,7}).*$", "$1");
        boolean corrected = detail.matches(".*(ARQ|REL|LAP|MNP|V\\.?42|EC).*");
        return new Connect(digits.isEmpty() ? 0 : Integer.parseInt(digits), corrected);
    }
}
