package org.packetboat.protocols.bundle;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.protocols.bundle.history.MailDictionary;

/**
 * What a server can do with batches. Each side says its own in a word ({@link #word}), both take {@link #shared}. A
 * word of a later program may have more letters and more fields, which are passed over.
 *
 * @param codecs     always with {@link Codec#STORED}
 * @param dictionary the newest {@link MailDictionary} known; 0 for none
 * @param history    mebibytes of history kept for this far side; 0 for none
 * @param names      whether mail in batches may have the name that its first server gave it ({@code XTRANSID})
 * @param delays     whether the answer to a batch may put off some of its mail (4xx)
 * @param reports    whether it tells what becomes of mail, and takes such reports
 */
public record Ability(Set<Codec> codecs, int dictionary, int history, boolean names, boolean delays,
        boolean reports) {
    private static final Pattern WORD = Pattern.compile("pb1:([a-z]+):(\\d{1,3}):(\\d{1,4})((?::[!-~]*)?)");
    private static final String NAMES = "n";
    private static final String DELAYS = "d";
    private static final String REPORTS = "r";

    public Ability {
        EnumSet<Codec> all = EnumSet.of(Codec.STORED);
        all.addAll(codecs);
        codecs = Set.copyOf(all);
    }

    /** One without names, delays and reports, as earlier versions have it. */
    public Ability(Set<Codec> codecs, int dictionary, int history) {
        this(codecs, dictionary, history, false, false, false);
    }

    /** What this program can do. */
    public static Ability ours(Coders coders, int historyMebibytes) {
        return new Ability(coders.available(), MailDictionary.NEWEST, historyMebibytes, true, true, true);
    }

    /** What a far side said; empty if it is no such word. */
    public static Optional<Ability> parse(String word) {
        Matcher said = WORD.matcher(word);
        if (!said.matches()) return Optional.empty();
        Set<Codec> codecs = EnumSet.noneOf(Codec.class);
        said.group(1).chars().forEach(letter -> Codec.lettered(letter).ifPresent(codecs::add));
        List<String> more = List.of(said.group(4).split(":"));
        return Optional.of(new Ability(codecs, Integer.parseInt(said.group(2)), Integer.parseInt(said.group(3)),
                more.contains(NAMES), more.contains(DELAYS), more.contains(REPORTS)));
    }

    /** {@code pb1:bsz:1:16:n:d:r}: codecs, dictionary, history, names, delays, reports; letters, digits, colons. */
    public String word() {
        String letters = codecs.stream().map(codec -> String.valueOf(codec.letter())).sorted()
                .collect(Collectors.joining());
        return "pb1:" + letters + ":" + dictionary + ":" + history + (names ? ":" + NAMES : "")
                + (delays ? ":" + DELAYS : "") + (reports ? ":" + REPORTS : "");
    }

    /** What both can. */
    public Ability shared(Ability other) {
        Set<Codec> both = EnumSet.copyOf(codecs);
        both.retainAll(other.codecs);
        return new Ability(both, Math.min(dictionary, other.dictionary), Math.min(history, other.history),
                names && other.names, delays && other.delays, reports && other.reports);
    }
}
