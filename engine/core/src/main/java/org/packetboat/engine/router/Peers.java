package org.packetboat.engine.router;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Who is there. A server counts once it has answered a question of ours: then what it says is said now, and is no
 * recording of an earlier time. Until then it is asked, a few times.
 */
final class Peers {
    private static final int MOST_QUESTIONS = 1000;
    private static final int TRIES = 5;

    private final long boot;
    private final Map<String, Peer> byName = new HashMap<>();
    private final Map<String, Stranger> strangers = new HashMap<>();
    private final TreeMap<Long, Instant> questions = new TreeMap<>();
    private final Namesakes namesakes;

    /** Somebody who was heard of and has not proved to be there. */
    record Stranger(String name, Endpoint endpoint, Instant askAgain, int tries) {}

    /**
     * @param boot      ours
     * @param namesakes are told of two servers that are there at once under one name
     */
    Peers(long boot, Namesakes namesakes) {
        this.boot = boot;
        this.namesakes = namesakes;
    }

    /** We asked something by this datagram. */
    void asked(SequenceNumber number, Instant now) {
        questions.put(number.sequence(), now);
        if (questions.size() > MOST_QUESTIONS) questions.pollFirstEntry();
    }

    /** Who sent this, if it is proved to be news; a new start of a server makes it a new peer. */
    Optional<Peer> sender(Datagram.Advertisement said, Endpoint from, Instant now) {
        Optional<Peer> known = known(said.from(), said.number());
        if (known.isPresent())
            return known.filter(peer -> peer.isNews(said.number())).map(p -> heard(p, said, from, now));
        if (said.answers().filter(question -> isOurs(question, now)).isEmpty()) return Optional.empty();
        Optional<Peer> before = named(said.from());
        before.filter(peer -> peer.cameAfter(said.number())).ifPresent(peer -> namesakes
                .found(new Namesake(said.from(), from, Optional.of(peer.endpoint())), now));
        Peer fresh = new Peer(said.from(), said.number().boot(), before.map(Peer::boot));
        byName.put(said.from(), fresh);
        strangers.remove(said.from());
        return Optional.of(heard(fresh, said, from, now));
    }

    private static Peer heard(Peer peer, Datagram.Advertisement said, Endpoint from, Instant now) {
        peer.heard(said.number(), from, now);
        peer.takesMailAt(new Endpoint(from.host(), said.mail()));
        return peer;
    }

    /** The peer of this name, if it has not been started anew since. */
    Optional<Peer> known(String name, SequenceNumber number) {
        return named(name).filter(peer -> peer.isOfThisBoot(number));
    }

    Optional<Peer> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    private boolean isOurs(SequenceNumber question, Instant now) {
        Instant asked = questions.get(question.sequence());
        return question.boot() == boot && asked != null && now.isBefore(asked.plus(RouterTimers.LATE));
    }

    /** Somebody unknown was heard; {@link #takeStrangers} tells when to ask. */
    void met(String name, Endpoint endpoint, Instant now) {
        if (strangers.size() < MOST_QUESTIONS) strangers.putIfAbsent(name, new Stranger(name, endpoint, now, 0));
    }

    /** Those who are to be asked now. */
    List<Stranger> takeStrangers(Instant now) {
        List<Stranger> due = strangers.values().stream().filter(s -> !now.isBefore(s.askAgain())).toList();
        for (Stranger s : due) {
            if (s.tries() + 1 == TRIES) {
                strangers.remove(s.name());
            } else {
                strangers.put(s.name(),
                        new Stranger(s.name(), s.endpoint(), now.plus(RouterTimers.ANSWERS), s.tries() + 1));
            }
        }
        return due;
    }

    /** When somebody is to be asked; {@link Instant#MAX} if nobody is. */
    Instant wake() {
        return Stream.concat(strangers.values().stream().map(Stranger::askAgain),
                byName.values().stream().map(Peer::wake)).min(Instant::compareTo).orElse(Instant.MAX);
    }

    /** Takes out those that are gone. */
    List<Peer> takeGone(Instant now) {
        List<Peer> gone = byName.values().stream().filter(peer -> peer.isGone(now)).toList();
        gone.forEach(peer -> byName.remove(peer.name()));
        return gone;
    }

    /** Those that should have been heard by now. */
    List<Peer> late(Instant now) {
        return byName.values().stream().filter(peer -> peer.isToBeAsked(now)).toList();
    }

    Collection<Peer> all() {
        return byName.values();
    }

    void clockWentBack(Instant now) {
        byName.values().forEach(peer -> peer.clockWentBack(now));
        strangers.clear();
    }
}
