package org.packetboat.simulator.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.simulator.world.mail.Paper;

/** What the world knows of each letter: whether it was accepted, where it arrived, what its sender was told. */
final class Ledger {
    /** What one sender wrote. */
    static final class Letter {
        final String token;
        final byte[] text;
        final Optional<Address> sender;
        final Map<Address, Fate> fates = new LinkedHashMap<>();
        /** Whether its sender set a time: of that senders hear who said nothing of what they want to hear. */
        final boolean timed;
        /** Whether a node has said that it has it. */
        boolean accepted;

        Letter(String token, byte[] text, Optional<Address> sender, boolean timed) {
            this.timed = timed;
            this.token = token;
            this.text = text;
            this.sender = sender;
        }
    }

    /** What became of a letter for one of its recipients. */
    static final class Fate {
        final Recipient recipient;
        final List<Arrival> arrivals = new ArrayList<>();
        /** How often its sender heard that it failed. */
        int failures;
        /** Whether some node gave it up. */
        boolean givenUp;
        /** Whether an operator deleted it or its notice, or the notice itself could not be delivered. */
        boolean buried;
        /** Whether a session broke so that a node can't know whether the next one has it. */
        boolean unsure;

        Fate(Recipient recipient) {
            this.recipient = recipient;
        }

        boolean wants(Notify what) {
            return recipient.wants(what);
        }
    }

    /** A mailbox took it. */
    static final class Arrival {
        final String node;
        final EnvelopeId id;
        /** Whether the node has it on its disk that this was so. */
        boolean noted;
        /** Whether the power failed before: then the node may do it again. */
        boolean forgotten;

        Arrival(String node, EnvelopeId id) {
            this.node = node;
            this.id = id;
        }
    }

    private final Map<String, Letter> letters = new LinkedHashMap<>();
    private int repeats;
    private boolean stripped;

    void written(Letter letter) {
        letters.put(letter.token, letter);
    }

    Letter letter(String token) {
        return Optional.ofNullable(letters.get(token))
                .orElseThrow(() -> new AssertionError("nobody wrote " + token));
    }

    Fate fate(String token, Address recipient) {
        return Optional.ofNullable(letter(token).fates.get(recipient))
                .orElseThrow(() -> new AssertionError(token + " was not meant for " + recipient));
    }

    Iterable<Letter> letters() {
        return letters.values();
    }

    int repeats() {
        return repeats;
    }

    /** A mailbox at this node has taken it. */
    void arrived(String node, EnvelopeId id, Address recipient, Paper paper) {
        switch (paper) {
            case Paper.OfLetter(String token, byte[] text) -> {
                if (!Arrays.equals(text, letter(token).text)) throw new AssertionError(token + " was changed");
                arrived(node, id, token, recipient);
            }
            case Paper.OfNotice(String token, var entries) -> entries.forEach(e -> told(token, e));
        }
    }

    private void arrived(String node, EnvelopeId id, String token, Address address) {
        if (!address.domain().name().equals(node))
            throw new AssertionError(token + " for " + address + " is at " + node);
        Fate fate = fate(token, address);
        if (fate.arrivals.stream().anyMatch(a -> !a.forgotten))
            throw new AssertionError(token + " for " + address + " arrived twice");
        if (!fate.arrivals.isEmpty()) repeats++;
        fate.arrivals.add(new Arrival(node, id));
    }

    private void told(String token, Paper.Told told) {
        Letter letter = letter(token);
        Fate fate = fate(token, told.about());
        if (letter.sender.isEmpty()) throw new AssertionError(token + " has no sender, and somebody was told of it");
        Notify asked = switch (told.action()) {
            case "failed" -> Notify.FAILURE;
            case "delayed" -> Notify.DELAY;
            default -> Notify.SUCCESS;
        };
        if (asked == Notify.FAILURE) fate.failures++;
        boolean unasked = asked != Notify.FAILURE && letter.timed && fate.recipient.saidNothing();
        if (!fate.wants(asked) && !unasked && !stripped)
            throw new AssertionError(token + " for " + told.about() + ": told unasked " + told);
    }

    /** Mail went on without what its sender wished to hear (UUCP's rmail has no place for it): all may be told. */
    void stripped() {
        stripped = true;
    }

    /** It is on the node's disk that this envelope was delivered into a mailbox. */
    void noted(String node, EnvelopeId id, String token, Address recipient) {
        fate(token, recipient).arrivals.stream().filter(a -> a.node.equals(node) && a.id.equals(id))
                .forEach(a -> a.noted = true);
    }

    /** The power has failed at this node: what was not noted may be done again. */
    void crashed(String node) {
        letters.values().stream().flatMap(l -> l.fates.values().stream()).flatMap(f -> f.arrivals.stream())
                .filter(a -> a.node.equals(node) && !a.noted).forEach(a -> a.forgotten = true);
    }
}
