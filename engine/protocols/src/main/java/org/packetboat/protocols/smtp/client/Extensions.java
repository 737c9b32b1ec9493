package org.packetboat.protocols.smtp.client;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.packetboat.engine.link.Handover;
import org.packetboat.engine.trace.Carriers;
import org.packetboat.engine.trace.Repeat;
import org.packetboat.engine.trace.StatusReport;
import org.packetboat.protocols.mail.PeerReply;

/**
 * What a peer offered in its answer to EHLO or LHLO (RFC 5321 section 4.1.1.1): keywords in upper case, each with its
 * parameters. Unknown ones do no harm.
 *
 * @param sure whether it has no others; else it did not tell, and may have them another time
 */
record Extensions(Map<String, String> offered, boolean sure) {
    /** What a peer has that knows only HELO. */
    static final Extensions NONE = new Extensions(Map.of(), true);
    /** Of a peer that did not tell. */
    static final Extensions UNTOLD = new Extensions(Map.of(), false);

    /** Reads the answer; its first line is the peer's name, the others are one extension each. */
    static Extensions of(PeerReply hello) {
        return new Extensions(hello.lines().stream().skip(1).map(String::strip).filter(line -> !line.isEmpty())
                .map(line -> line.split("\\s+", 2))
                .collect(Collectors.toMap(word -> word[0].toUpperCase(Locale.ROOT),
                        word -> word.length > 1 ? word[1] : "", (first, _) -> first)),
                true);
    }

    /** The same without some. @param keywords in upper case */
    Extensions without(Set<String> keywords) {
        Map<String, String> left = new HashMap<>(offered);
        left.keySet().removeAll(keywords);
        return new Extensions(Map.copyOf(left), sure);
    }

    private boolean has(String keyword) {
        return offered.containsKey(keyword);
    }

    /** RFC 2920. */
    boolean pipelining() {
        return has("PIPELINING");
    }

    /** RFC 3030. */
    boolean chunking() {
        return has("CHUNKING");
    }

    /** RFC 3207. */
    boolean startTls() {
        return has("STARTTLS");
    }

    /** RFC 6152. */
    boolean eightBit() {
        return has("8BITMIME");
    }

    /** RFC 6531. */
    boolean international() {
        return has("SMTPUTF8");
    }

    /** RFC 3461. */
    boolean notices() {
        return has("DSN");
    }

    /** {@link Carriers}. */
    boolean carried() {
        return has(Carriers.KEYWORD);
    }

    /** {@link Repeat}. */
    boolean repeats() {
        return has(Repeat.KEYWORD);
    }

    /** {@link StatusReport}. */
    boolean reports() {
        return has(StatusReport.KEYWORD);
    }

    /** Whether more will be heard of what it takes. */
    Handover handover() {
        if (reports()) return Handover.REPORTED;
        return repeats() ? Handover.UNREPORTED : Handover.ENDS;
    }

    /** It hears how branches are. */
    boolean fleet() {
        return has("XFLEET");
    }

    /** Which queue it is that mail would go to; empty if it does not say. */
    String place() {
        return offered.getOrDefault(Repeat.KEYWORD, "").strip();
    }

    /** The mechanisms of RFC 4954, in upper case; also where they are told as before it: {@code AUTH=LOGIN}. */
    Set<String> mechanisms() {
        String told = offered.entrySet().stream()
                .filter(e -> e.getKey().equals("AUTH") || e.getKey().startsWith("AUTH="))
                .map(e -> e.getKey().substring("AUTH".length()).replace('=', ' ') + " " + e.getValue())
                .collect(Collectors.joining(" "));
        return Arrays.stream(told.toUpperCase(Locale.ROOT).split("\\s+")).filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A limit that it announces (RFC 9422 section 3); one that makes no sense is none. @param name in upper case */
    Optional<Integer> limit(String name) {
        return Arrays.stream(offered.getOrDefault("LIMITS", "").toUpperCase(Locale.ROOT).split("\\s+"))
                .filter(word -> word.matches(name + "=[1-9][0-9]{0,5}")).findFirst()
                .map(word -> Integer.valueOf(word.substring(name.length() + 1)));
    }

    /** RFC 1870. */
    boolean size() {
        return has("SIZE");
    }

    /** RFC 6710. */
    boolean priority() {
        return has("MT-PRIORITY");
    }

    /** RFC 2852. */
    boolean deliverBy() {
        return has("DELIVERBY");
    }

    /** RFC 4865. */
    boolean holds() {
        return has("FUTURERELEASE");
    }

    /** The shortest time, in seconds, for which it takes mail that is to be returned after it (RFC 2852 section 3). */
    long shortestDeliverBy() {
        String least = offered.getOrDefault("DELIVERBY", "");
        return least.matches("[0-9]{1,9}") ? Long.parseLong(least) : 1;
    }

    /** The largest message it takes, in bytes; empty if it didn't say, or said 0 (RFC 1870 section 4). */
    OptionalLong largest() {
        String limit = offered.getOrDefault("SIZE", "");
        if (!limit.matches("[0-9]{1,18}") || Long.parseLong(limit) == 0) return OptionalLong.empty();
        return OptionalLong.of(Long.parseLong(limit));
    }
}
