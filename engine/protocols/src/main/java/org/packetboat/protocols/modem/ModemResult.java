package org.packetboat.protocols.modem;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a Hayes modem reports, in words (V1) or in numbers (V0). */
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

    record Error() implements ModemResult {}

    record NoDialtone() implements ModemResult {}

    record Busy() implements ModemResult {}

    record NoAnswer() implements ModemResult {}

    /** By their words, and by the numbers that all makers agree on. Those of higher speeds differ between makers. */
    Map<String, ModemResult> KNOWN = Map.ofEntries(Map.entry("OK", new Ok()), Map.entry("0", new Ok()),
            Map.entry("1", new Connect(0, false)), Map.entry("RING", new Ring()), Map.entry("2", new Ring()),
            Map.entry("NO CARRIER", new NoCarrier()), Map.entry("3", new NoCarrier()),
            Map.entry("ERROR", new Error()), Map.entry("4", new Error()),
            Map.entry("5", new Connect(1200, false)), Map.entry("10", new Connect(2400, false)),
            Map.entry("NO DIALTONE", new NoDialtone()), Map.entry("NO DIAL TONE", new NoDialtone()),
            Map.entry("6", new NoDialtone()), Map.entry("BUSY", new Busy()), Map.entry("7", new Busy()),
            Map.entry("NO ANSWER", new NoAnswer()), Map.entry("8", new NoAnswer()));

    /** What a line of text means; empty for an echo, noise or a remark like {@code CARRIER 14400}. */
    static Optional<ModemResult> of(String line) {
        String words = line.strip().toUpperCase(Locale.ROOT);
        if (words.startsWith("CONNECT")) return Optional.of(connect(words.substring("CONNECT".length()).strip()));
        return Optional.ofNullable(KNOWN.get(words));
    }

    /** {@code 14400}, {@code 14400/ARQ}, {@code 9600/V42BIS}, {@code 2400 LAPM}. */
    private static Connect connect(String detail) {
        String digits = detail.replaceFirst("^([0-9]{0,7}).*$", "$1");
        boolean corrected = detail.matches(".*(ARQ|REL|LAP|MNP|V\\.?42|EC).*");
        return new Connect(digits.isEmpty() ? 0 : Integer.parseInt(digits), corrected);
    }
}
