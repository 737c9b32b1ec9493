package org.packetboat.engine.router;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.DomainPattern;

/**
 * One server's part in the protocol by which servers tell each other what they reach: datagrams in, datagrams and
 * changes of the table out. Everything is told once a minute, changes at once (three times, a second apart), and what
 * is asked for. There is no way in circles, since each way names its servers; a server that falls silent is asked, and
 * forgotten after {@link RouterTimers#GONE}. For one thread; no clock, sockets or keys of its own.
 */
public final class Router {
    private final String server;
    private final int mail;
    private final long boot;
    private final Peers peers;
    private final LearnedTable learnedTable;
    private final LocalEntries own;
    private final Namesakes namesakes = new Namesakes();
    private final Map<DomainPattern, Entry> said = new HashMap<>();
    private final Map<DomainPattern, Instant> withdrawn = new HashMap<>();
    private final Map<DomainPattern, Integer> news = new HashMap<>();
    private final Map<String, Instant> answered = new HashMap<>();
    private final Set<String> awaited = new HashSet<>();
    private Set<DomainPattern> ownTouched = new HashSet<>();
    private Optional<SequenceNumber> question = Optional.empty();
    private Instant questionEnds = Instant.MIN;
    private Instant nextRound = Instant.MIN;
    private Instant lastNews = Instant.MIN;
    private Instant last = Instant.MIN;
    private boolean started;
    private boolean changed;
    private long sequence;

    /**
     * @param server our name, in lower case
     * @param mail   the port at which we take mail
     * @param boot   drawn anew at each start, so that nobody takes what we said before for what we say now
     */
    public Router(String server, int mail, long boot) {
        this.server = server;
        this.mail = mail;
        this.boot = boot;
        this.peers = new Peers(boot, namesakes);
        this.learnedTable = new LearnedTable(server);
        this.own = new LocalEntries(server);
    }

    /** What we reach by routes of our own from now on. {@link #step} tells the others. */
    public void own(Collection<LocalEntry> all, Instant now) {
        ownTouched.addAll(own.replace(all, now));
    }

    /**
     * A datagram came in. It must have been checked to come from somebody who knows the key.
     *
     * @return what is to be sent at once; {@link #step} should follow
     */
    public List<Outgoing> hear(Datagram datagram, Endpoint from, Instant now) {
        if (datagram.from().equals(server)) {
            if (datagram.number().boot() != boot)
                namesakes.found(new Namesake(server, from, Optional.empty()), now);
            return List.of();
        }
        return switch (datagram) {
            case Datagram.Advertisement said -> learn(said, from, now);
            case Datagram.Question asked -> answer(asked, from, now);
        };
    }

    private List<Outgoing> learn(Datagram.Advertisement heard, Endpoint from, Instant now) {
        boolean known = peers.known(heard.from(), heard.number()).isPresent();
        Optional<Peer> sender = peers.sender(heard, from, now);
        if (sender.isEmpty() && !known) peers.met(heard.from(), from, now);
        if (sender.isEmpty()) return List.of();
        if (!known) learnedTable.forget(heard.from());
        heard.entries().stream().filter(e -> e.path().getFirst().equals(heard.from()))
                .forEach(e -> learnedTable.hear(e, now));
        if (heard.answers().isPresent() && heard.answers().equals(question)) awaited.remove(heard.from());
        return List.of();
    }

    private Outgoing question(Optional<Endpoint> to, List<Domain> domains, Instant now) {
        Datagram.Question asked = new Datagram.Question(server, number(), domains);
        peers.asked(asked.number(), now);
        return new Outgoing(to, asked);
    }

    private SequenceNumber number() {
        return new SequenceNumber(boot, ++sequence);
    }

    private List<Outgoing> answer(Datagram.Question asked, Endpoint from, Instant now) {
        Optional<Peer> known = peers.known(asked.from(), asked.number());
        if (known.filter(peer -> !peer.isNews(asked.number())).isPresent()) return List.of();
        known.ifPresentOrElse(peer -> peer.heard(asked.number(), from, now), () -> peers.met(asked.from(), from, now));
        if (asked.domains().isEmpty() && isTooSoon(asked.from(), now)) return List.of();
        refresh(now);
        return advertise(Optional.of(from), Optional.of(asked.number()), about(asked.domains()));
    }

    private boolean isTooSoon(String name, Instant now) {
        answered.values().removeIf(at -> !now.isBefore(at.plus(RouterTimers.GAP)));
        return answered.putIfAbsent(name, now) != null;
    }

    private List<Entry> about(List<Domain> domains) {
        if (domains.isEmpty()) return List.copyOf(said.values());
        Stream<Entry> known = said.values().stream().filter(e -> domains.stream().anyMatch(e::covers));
        Stream<Entry> unknown = domains.stream().filter(d -> said.values().stream().noneMatch(e -> e.covers(d)))
                .map(d -> Entry.none(new DomainPattern.Exactly(d), server));
        return Stream.concat(known, unknown).toList();
    }

    private List<Outgoing> advertise(Optional<Endpoint> to, Optional<SequenceNumber> answers,
            Collection<Entry> entries) {
        List<Outgoing> outgoing = new ArrayList<>();
        for (List<Entry> part : Parts.of(entries)) {
            outgoing.add(new Outgoing(to, new Datagram.Advertisement(server, number(), mail, answers, part)));
        }
        return outgoing;
    }

    /** Asks all others about a domain; until they answered, or did not in time, {@link #table} shows no change. */
    public List<Outgoing> ask(Domain domain, Instant now) {
        Outgoing outgoing = question(Optional.empty(), List.of(domain), now);
        question = Optional.of(outgoing.datagram().number());
        questionEnds = now.plus(RouterTimers.ANSWERS);
        awaited.clear();
        peers.all().forEach(peer -> awaited.add(peer.name()));
        return List.of(outgoing);
    }

    /** Does what is to be done by now. */
    public List<Outgoing> step(Instant now) {
        if (now.isBefore(last)) clockWentBack(now);
        last = now;
        List<Outgoing> outgoing = new ArrayList<>();
        if (!started) outgoing.add(question(Optional.empty(), List.of(), now));
        started = true;
        peers.takeGone(now).forEach(peer -> learnedTable.forget(peer.name()));
        for (Peers.Stranger stranger : peers.takeStrangers(now))
            outgoing.add(question(Optional.of(stranger.endpoint()), List.of(), now));
        for (Peer peer : peers.late(now)) {
            peer.asked(now);
            outgoing.add(question(Optional.of(peer.endpoint()), List.of(), now));
        }
        if (!now.isBefore(nextRound)) forget(now);
        refresh(now);
        outgoing.addAll(tell(now));
        return outgoing;
    }

    private void forget(Instant now) {
        learnedTable.forget(now);
        ownTouched.addAll(own.forget(now));
        withdrawn.entrySet().removeIf(e -> {
            boolean old = !now.isBefore(e.getValue().plus(RouterTimers.FORGOTTEN));
            if (old) said.remove(e.getKey());
            return old;
        });
    }

    private List<Outgoing> tell(Instant now) {
        if (!now.isBefore(nextRound)) {
            nextRound = now.plus(RouterTimers.ROUND);
            told(now);
            return advertise(Optional.empty(), Optional.empty(), said.values());
        }
        if (news.isEmpty() || now.isBefore(nextNews())) return List.of();
        List<Entry> changes = news.keySet().stream().map(said::get).toList();
        told(now);
        return advertise(Optional.empty(), Optional.empty(), changes);
    }

    private void told(Instant now) {
        lastNews = now;
        news.replaceAll((_, times) -> times - 1);
        news.values().removeIf(times -> times == 0);
    }

    private Instant nextNews() {
        return lastNews.equals(Instant.MIN) ? lastNews : lastNews.plus(RouterTimers.GAP);
    }

    /** Finds out anew what we say of that about which something changed. */
    private void refresh(Instant now) {
        Set<DomainPattern> heard = learnedTable.takeTouched();
        changed |= !heard.isEmpty();
        heard.addAll(ownTouched);
        ownTouched = new HashSet<>();
        heard.forEach(pattern -> say(pattern, now));
    }

    private void say(DomainPattern pattern, Instant now) {
        Optional<Entry> best = Stream
                .concat(own.of(pattern).stream(), learnedTable.said(pattern).flatMap(e -> e.by(server).stream()))
                .min(Entry.BEST);
        Entry before = said.get(pattern);
        if (best.isEmpty() && before == null) return;
        Entry next = best.orElseGet(() -> Entry.none(pattern, server));
        if (next.equals(before)) return;
        said.put(pattern, next);
        if (best.isPresent()) withdrawn.remove(pattern);
        else withdrawn.put(pattern, now);
        news.put(pattern, RouterTimers.TOLD);
    }

    /** What is said when the server stops: that it reaches nothing any more. */
    public List<Outgoing> farewell(Instant now) {
        own(List.of(), now);
        refresh(now);
        List<Entry> last = said.keySet().stream()
                .map(pattern -> own.of(pattern).orElseGet(() -> Entry.none(pattern, server))).toList();
        return last.isEmpty() ? List.of() : advertise(Optional.empty(), Optional.empty(), last);
    }

    /** Servers of one name that have been found since this was last asked: each name at most once an hour. */
    public List<Namesake> takeNamesakes() {
        return namesakes.take();
    }

    /**
     * The ways learned from others, the best of each pattern first, if they have changed since this was last asked.
     * While answers to a question are awaited, they have not.
     */
    public Optional<List<Learned>> table(Instant now) {
        if (!changed || isAsking(now)) return Optional.empty();
        changed = false;
        Comparator<Entry> order = Comparator.<Entry, String>comparing(e -> e.pattern().text())
                .thenComparing(Entry.BEST);
        return Optional.of(learnedTable.said().sorted(order).flatMap(e -> learned(e).stream()).toList());
    }

    private Optional<Learned> learned(Entry entry) {
        return peers.named(entry.path().getFirst()).map(peer -> new Learned(peer.mail(), entry));
    }

    /** What we say about a pattern now. */
    Optional<Entry> said(DomainPattern pattern) {
        return Optional.ofNullable(said.get(pattern));
    }

    /** Whether answers to a question are awaited. */
    private boolean isAsking(Instant now) {
        return !awaited.isEmpty() && now.isBefore(questionEnds);
    }

    /** When {@link #step} has something to do, if nothing comes in before. */
    public Instant wake() {
        Instant answers = changed && !awaited.isEmpty() ? questionEnds : Instant.MAX;
        return Stream.of(nextRound, news.isEmpty() ? Instant.MAX : nextNews(), answers, peers.wake())
                .min(Instant::compareTo).orElseThrow();
    }

    private void clockWentBack(Instant now) {
        peers.clockWentBack(now);
        learnedTable.clockWentBack(now);
        withdrawn.replaceAll((_, at) -> at.isAfter(now) ? now : at);
        answered.clear();
        if (nextRound.isAfter(now.plus(RouterTimers.ROUND))) nextRound = now.plus(RouterTimers.ROUND);
        if (lastNews.isAfter(now)) lastNews = now;
        if (questionEnds.isAfter(now.plus(RouterTimers.ANSWERS))) questionEnds = now;
    }
}
