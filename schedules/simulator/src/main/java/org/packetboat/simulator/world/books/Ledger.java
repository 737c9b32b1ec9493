package org.packetboat.simulator.world.books;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.simulator.world.mail.Paper;

/** What the world knows of each letter: whether it was accepted, where it arrived, what its sender was told. */
public final class Ledger {
    /** What one sender wrote. */
    public static final class Letter {
        final String token;
        final byte[] text;
        final Optional<Address> sender;
        final Map<Address, Fate> fates = new LinkedHashMap<>();
        /** Whether its sender set a time: of that senders hear who said nothing of what they want to hear. */
        final boolean timed;
        private boolean accepted;
        private boolean rejected;

        public Letter(String token, byte[] text, Optional<Address> sender, boolean timed) {
            this.timed = timed;
            this.token = token;
            this.text = text;
            this.sender = sender;
        }

        /** It is meant for this one, by whatever names it was called. */
        public void goesTo(Recipient recipient) {
            fates.putIfAbsent(recipient.address(), new Fate(recipient));
        }

        public byte[] text() {
            return text;
        }

        /** A node has said that it has it. */
        public void accepted() {
            accepted = true;
        }

        /** A node has said that it does not take it. */
        public void rejected() {
            rejected = true;
        }

        boolean isAccepted() {
            return accepted;
        }

        /** Whether all that its sender ever heard was no. */
        boolean isRejected() {
            return rejected && !accepted;
        }
    }

    /** What became of a letter for one of its recipients. */
    static final class Fate {
        final Recipient recipient;
        final List<Arrival> arrivals = new ArrayList<>();
        /** How often its sender heard that it failed. */
        int failures;
        /** How often its sender heard anything. */
        int notices;
        /** Whether some node gave it up. */
        boolean givenUp;
        /** Whether an operator deleted it or its notice, a disk lost it, or the notice could not be delivered. */
        boolean buried;
        /** Whether a session broke so that a node can't know whether the next one has it. */
        boolean unsure;
        /** Ways that it may have gone, though the node at their beginning could not know. */
        final Set<Way> maybeGone = new HashSet<>();
        /** Ways that it has gone; that this is so may not be on a disk yet. */
        final Set<Way> gone = new HashSet<>();
        /** Whether a node handed it to what looked to it like a peer that tells nothing: for it, that was the end. */
        boolean wentToStock;
        /** Whether a node that could not know went on to give it to somebody else: it may come by both. */
        boolean byTwoWays;

        Fate(Recipient recipient) {
            this.recipient = recipient;
        }

        boolean wants(Notify what) {
            return recipient.wants(what);
        }
    }

    /** A mailbox took it. */
    static final class Arrival {
        /** Whether the node has it on its disk that this was so. */
        boolean noted;
        /** Whether the power failed before, or the answer was lost: then the node may do it again. */
        boolean forgotten;
    }

    /** From a node to the next one. */
    public record Way(String from, String to) {
        boolean isOther(Way way) {
            return from.equals(way.from) && !to.equals(way.to);
        }
    }

    /** How often a node was told by another that a letter has arrived. */
    private int confirmed;

    private record Given(String node, QueueId id) {}

    private record Delivery(String node, EnvelopeId id, Address recipient) {}

    private final Map<String, Letter> letters = new LinkedHashMap<>();
    private final Map<Given, String> ids = new HashMap<>();
    private final Map<Delivery, Arrival> deliveries = new HashMap<>();
    private int repeats;
    private boolean stripped;

    public void written(Letter letter) {
        letters.put(letter.token, letter);
    }

    public Letter letter(String token) {
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

    /** How often a mailbox got again what a crash or a lost answer had made its node forget. */
    public int repeats() {
        return repeats;
    }

    /** How often a node was told by another that a letter has arrived. */
    public int confirmed() {
        return confirmed;
    }

    /** A node has given this id to a letter: to no other, in all its lives. */
    public void accepted(Letter letter, String node, QueueId id) {
        letter.accepted();
        String before = ids.putIfAbsent(new Given(node, id), letter.token);
        if (before != null && !before.equals(letter.token))
            throw new AssertionError(node + " gave " + id + " to " + before + " and to " + letter.token);
    }

    /** A mailbox at this node has taken it. */
    public void arrived(String node, EnvelopeId id, Address recipient, Paper paper) {
        Arrival arrival = new Arrival();
        Arrival before = deliveries.put(new Delivery(node, id, recipient), arrival);
        if (before != null && !before.forgotten)
            throw new AssertionError(paper.token() + " for " + recipient + " arrived twice at " + node + " as " + id);
        if (before != null) repeats++;
        switch (paper) {
            case Paper.OfLetter(String token, byte[] text) -> {
                if (!Arrays.equals(text, letter(token).text)) throw new AssertionError(token + " was changed");
                arrived(node, arrival, token, recipient);
            }
            case Paper.OfNotice(String token, var entries) -> entries.forEach(e -> told(token, e, before == null));
            case Paper.OfOffer _ -> {
            }
            case Paper.OfRequest _ -> throw new AssertionError("a request for large mail arrived at " + recipient);
        }
    }

    private void arrived(String node, Arrival arrival, String token, Address address) {
        if (!address.domain().name().equals(node))
            throw new AssertionError(token + " for " + address + " is at " + node);
        Fate fate = fate(token, address);
        if (!fate.byTwoWays && fate.arrivals.stream().anyMatch(a -> !a.forgotten))
            throw new AssertionError(token + " for " + address + " arrived twice");
        fate.arrivals.add(arrival);
    }

    private void told(String token, Paper.Told told, boolean news) {
        Letter letter = letter(token);
        Fate fate = fate(token, told.about());
        if (letter.sender.isEmpty()) throw new AssertionError(token + " has no sender, and somebody was told of it");
        Notify asked = switch (told.action()) {
            case "failed" -> Notify.FAILURE;
            case "delayed" -> Notify.DELAY;
            default -> Notify.SUCCESS;
        };
        fate.notices++;
        if (asked == Notify.FAILURE && news) fate.failures++;
        boolean unasked = asked != Notify.FAILURE && letter.timed && fate.recipient.saidNothing();
        if (!fate.wants(asked) && !unasked && !stripped)
            throw new AssertionError(token + " for " + told.about() + ": told unasked " + told);
    }

    /** Mail went on without what its sender wished to hear (UUCP's rmail has no place for it): all may be told. */
    public void stripped() {
        stripped = true;
    }

    /** Whether the next one has it, no node can know: a session broke, or could not say. */
    public void unsure(Paper paper, Address recipient, Way way) {
        if (!(paper instanceof Paper.OfLetter(String token, byte[] _))) return;
        Fate fate = fate(token, recipient);
        fate.unsure = true;
        fate.maybeGone.add(way);
    }

    /** A node has heard that the next one has it. @param ends whether that is the end of its way, for all it knows */
    public void gone(Paper paper, Address recipient, Way way, boolean ends) {
        if (!(paper instanceof Paper.OfLetter(String token, byte[] _))) return;
        Fate fate = fate(token, recipient);
        fate.gone.add(way);
        fate.wentToStock |= ends;
    }

    /** A node gives it to another. */
    public void handed(Paper paper, Address recipient, Way way) {
        if (!(paper instanceof Paper.OfLetter(String token, byte[] _))) return;
        Fate fate = fate(token, recipient);
        fate.byTwoWays |= fate.maybeGone.stream().anyMatch(before -> before.isOther(way));
    }

    /**
     * An operator has a node send again what the next one had taken: that one knows it again, by the same way. By
     * another, or behind a peer that does not know names, it may come twice, and it may be given up though it has
     * arrived.
     */
    void sentAgain(String node, String token) {
        for (Fate fate : letter(token).fates.values()) {
            fate.unsure = true;
            fate.byTwoWays |= fate.wentToStock;
            fate.gone.stream().filter(way -> way.from().equals(node)).forEach(fate.maybeGone::add);
        }
    }

    /** A disk has damaged it: what becomes of it, or of whom it is about, may not be told any more. */
    public void damaged(Paper paper) {
        switch (paper) {
            case Paper.OfLetter(String token, byte[] _) -> letter(token).fates.values().forEach(f -> f.buried = true);
            case Paper.OfNotice(String token, var entries) ->
                entries.forEach(e -> fate(token, e.about()).buried = true);
            case Paper.OfOffer _, Paper.OfRequest _ -> {
            }
        }
    }

    /**
     * Another node has told this one that a letter has arrived for somebody: then a mailbox has it, unless a Packetboat
     * on the way handed it to what looks like a stock peer, which is the end of what can be known.
     */
    void saidToHaveArrived(String node, String token, Address recipient) {
        Fate fate = fate(token, recipient);
        if (fate.arrivals.isEmpty() && !fate.wentToStock)
            throw new AssertionError(node + " was told that " + token + " has arrived for " + recipient
                    + ", and neither a mailbox nor a stock peer has it");
        confirmed++;
    }

    /** It is on the node's disk that this envelope was delivered. */
    void noted(String node, EnvelopeId id, Address recipient) {
        Optional.ofNullable(deliveries.get(new Delivery(node, id, recipient))).ifPresent(a -> a.noted = true);
    }

    /** A mailbox at this node took it, but its answer was lost. */
    public void answerLost(String node, EnvelopeId id, Address recipient) {
        Optional.ofNullable(deliveries.get(new Delivery(node, id, recipient))).ifPresent(a -> a.forgotten = true);
    }

    /** The power has failed at this node: what was not noted may be done again. */
    void crashed(String node) {
        deliveries.forEach((delivery, arrival) -> {
            if (delivery.node().equals(node) && !arrival.noted) arrival.forgotten = true;
        });
        letters.values().stream().flatMap(letter -> letter.fates.values().stream()).forEach(
                fate -> fate.gone.stream().filter(way -> way.from().equals(node)).forEach(fate.maybeGone::add));
    }
}
