package org.packetboat.engine.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.notice.NoticeKind;

/**
 * What the world knows of each letter: whether it was accepted, where it arrived, what its sender was told. A letter is
 * known by a token that stands in its text and in its ENVID.
 */
public final class Ledger {
    private final Map<String, Letter> letters = new LinkedHashMap<>();
    private final Map<QueueId, Letter> byId = new LinkedHashMap<>();
    private final Set<QueueId> accepted = new TreeSet<>();

    /** What one sender handed in. */
    public static final class Letter {
        final String token;
        final byte[] text;
        final Optional<Address> sender;
        final Map<Address, Fate> fates = new LinkedHashMap<>();
        boolean answered;
        boolean rejected;

        Letter(String token, byte[] text, Optional<Address> sender) {
            this.token = token;
            this.text = text;
            this.sender = sender;
        }
    }

    /** What became of a letter for one of its recipients. */
    public static final class Fate {
        final Set<Notify> wanted;
        final List<Arrival> arrivals = new ArrayList<>();
        final Map<QueueId, NoticeKind> told = new LinkedHashMap<>();
        boolean deleted;

        Fate(Set<Notify> wanted) {
            this.wanted = wanted;
        }
    }

    /** The far side took it. */
    public static final class Arrival {
        /** Whether the server is known to have noted it on disk. */
        boolean noted;
        /** Whether the server can't know of it: the answer was lost, or the power before it was noted. */
        boolean excused;
    }

    void handedIn(Letter letter) {
        letters.put(letter.token, letter);
    }

    /** Notes the answer to a submission. No id may be given to two letters. */
    void accepted(Letter letter, QueueId id) {
        letter.answered = true;
        Letter before = byId.put(id, letter);
        if (before != null && before != letter) throw new AssertionError("id " + id + " was given out twice");
        accepted.add(id);
    }

    public void arrived(String token, QueueId id, Address recipient) {
        byId.putIfAbsent(id, letter(token));
        fate(token, recipient).arrivals.add(new Arrival());
    }

    /** The server has noted on disk that the last arrival was one. */
    void noted(EnvelopeId id, Address recipient) {
        Letter letter = byId.get(id.message());
        if (letter == null) return;
        fate(letter.token, recipient).arrivals.getLast().noted = true;
    }

    /** The answer to the last arrival was lost. */
    void answerLost(String token, Address recipient) {
        List<Arrival> arrivals = fate(token, recipient).arrivals;
        if (!arrivals.isEmpty()) arrivals.getLast().excused = true;
    }

    /** The server forgot what it had not noted. */
    void crash() {
        letters.values().stream().flatMap(l -> l.fates.values().stream()).flatMap(f -> f.arrivals.stream())
                .filter(a -> !a.noted).forEach(a -> a.excused = true);
    }

    void told(String token, Address recipient, QueueId notice, NoticeKind kind) {
        fate(token, recipient).told.put(notice, kind);
    }

    /** An operator deleted it, or a notice about it. */
    void deleted(String token, Address recipient) {
        fate(token, recipient).deleted = true;
    }

    public Letter letter(String token) {
        Letter letter = letters.get(token);
        if (letter == null) throw new AssertionError("nobody handed in " + token);
        return letter;
    }

    private Fate fate(String token, Address recipient) {
        Fate fate = letter(token).fates.get(recipient);
        if (fate == null) throw new AssertionError(token + " was not meant for " + recipient);
        return fate;
    }

    public Iterable<Letter> letters() {
        return letters.values();
    }

    /** How many arrivals were repeats that a crash or a lost line excuses. */
    public int repeats() {
        return letters.values().stream().flatMap(l -> l.fates.values().stream())
                .mapToInt(f -> Math.max(0, f.arrivals.size() - 1)).sum();
    }
}
