package org.packetboat.app.web.book;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.settle.Endings;
import org.packetboat.engine.tariff.Money;

/**
 * A call that is over, or a window that was missed. As a line of the book, with tabs between:
 *
 * <pre>
 * begin ms | end ms | row | site | link | direction | envelopes | bytes | wire bytes | how | currency, millionths?
 * </pre>
 *
 * The last field is left out where nothing was charged, and in what earlier versions wrote.
 *
 * @param row       the server that called, or the link where no one server is known to have
 * @param direction {@code calling}, {@code called} or, for a missed window, {@code missed}
 * @param envelopes settled; of a missed window, those that still waited
 * @param bytes     of messages settled
 * @param wire      bytes on the line, both ways
 * @param how       how it ended, as the log tells it
 * @param charge    what it cost
 */
public record PastCall(Instant begin, Instant end, String row, String site, String link, String direction,
        int envelopes, long bytes, long wire, String how, Optional<Money> charge) {
    private static final int FIELDS = 10;
    private static final int LONGEST = 300;

    /** Of a window that closed while mail waited. */
    public static final String MISSED = "missed";

    /** A window of a site that was missed. @param waited how many envelopes @param how why, as far as is known */
    public static PastCall missed(String site, Instant closed, int waited, String how) {
        return new PastCall(closed, closed, "", site, "", MISSED, waited, 0, 0, how, Optional.empty());
    }

    /** Whether it is no call, but a window that closed while mail waited. */
    public boolean isMissedWindow() {
        return direction.equals(MISSED);
    }

    /** Whether it did not do what it was for. */
    public boolean failed() {
        return isMissedWindow() || how.startsWith(Endings.UNREACHED) || how.startsWith("login refused")
                || how.startsWith("dropped");
    }

    String line() {
        String text = how.length() > LONGEST ? how.substring(0, LONGEST) : how;
        return String.join("\t", List.of(Long.toString(begin.toEpochMilli()), Long.toString(end.toEpochMilli()),
                plain(row), plain(site), plain(link), direction, Integer.toString(envelopes), Long.toString(bytes),
                Long.toString(wire), plain(text)))
                + charge.map(money -> "\t" + money.currency() + " " + money.micros()).orElse("");
    }

    private static String plain(String text) {
        return text.replaceAll("[\\t\\r\\n]", " ");
    }

    /** Empty if the line is none: it was half written when the power went. */
    static Optional<PastCall> read(String line) {
        List<String> f = Arrays.asList(line.split("\t", -1));
        if (f.size() != FIELDS && f.size() != FIELDS + 1) return Optional.empty();
        try {
            return Optional.of(new PastCall(Instant.ofEpochMilli(Long.parseLong(f.get(0))),
                    Instant.ofEpochMilli(Long.parseLong(f.get(1))), f.get(2), f.get(3), f.get(4), f.get(5),
                    Integer.parseInt(f.get(6)), Long.parseLong(f.get(7)), Long.parseLong(f.get(8)), f.get(9),
                    f.stream().skip(FIELDS).findFirst().map(PastCall::money)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Money money(String text) {
        String[] parts = text.split(" ", 2);
        if (parts.length < 2) throw new IllegalArgumentException(text);
        return new Money(parts[0], Long.parseLong(parts[1]));
    }
}
