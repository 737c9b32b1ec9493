package org.packetboat.connectors.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.packetboat.engine.history.Findings;
import org.packetboat.engine.history.Story;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.status.StatusEvent;

/**
 * Gathers what files tell of some messages, in bounded memory. Half of the room is divided evenly among the messages,
 * so that each has some of it. The other half is for the messages that need more. What has no room is counted.
 */
final class StoryBook {
    /** Events, one with many addresses counting as more. */
    private static final int MOST_EVENTS = 20_000;
    /** The same, of how messages came in: a mail may have ten thousand recipients. */
    private static final int MOST_FIRST = 50_000;
    private static final int MOST_CALLS = 20_000;
    private static final int MOST_GAPS = 100;

    /** What an answer has room for. */
    private static final class Room {
        private final int share;
        private int rest;

        Room(int most, int messages) {
            this.share = most / 2 / Math.max(1, messages);
            this.rest = most - share * messages;
        }

        /** @param has what the message has of it already @return whether there is room for so much more */
        boolean take(int has, int more) {
            int beyond = Math.max(has + more - Math.max(has, share), 0);
            if (beyond > rest) return false;
            rest -= beyond;
            return true;
        }
    }

    /** One message's. */
    private final class Chapter {
        private final List<StatusEvent.OfMessage> events = new ArrayList<>();
        private final List<StatusEvent> calls = new ArrayList<>();
        private final Set<String> sites = new HashSet<>();
        private Instant last = Instant.MIN;
        private int room;
        private long more;

        void add(StatusEvent.OfMessage event) {
            if (event.at().isAfter(last)) last = event.at();
            int size = size(event);
            boolean fits = events.isEmpty() && more == 0 ? first.take(0, size) : all.take(room, size);
            if (!fits) {
                more++;
                return;
            }
            if (!events.isEmpty()) room += size;
            events.add(event);
            if (event instanceof StatusEvent.Accepted e) e.destinations().forEach(to -> sites.addAll(ways.apply(to)));
            sites.addAll(HistoryReader.sites(event));
        }

        void call(StatusEvent call, String site) {
            boolean within = !events.isEmpty() && !call.at().isBefore(events.getFirst().at())
                    && !call.at().isAfter(last);
            boolean ends = call instanceof StatusEvent.SessionEnded e && !events.isEmpty()
                    && !e.at().isBefore(events.getFirst().at()) && !e.at().minus(e.lasted()).isAfter(last);
            boolean before = call instanceof StatusEvent.WindowOpened w && !events.isEmpty()
                    && w.closes().isAfter(events.getFirst().at()) && !w.at().isAfter(last);
            if (!sites.contains(site) || !within && !ends && !before) return;
            if (allCalls.take(calls.size(), 1)) calls.add(call);
            else more++;
        }
    }

    private final Map<QueueId, Chapter> chapters = new LinkedHashMap<>();
    private final Function<Domain, Set<String>> ways;
    private final Room first;
    private final Room all;
    private final Room allCalls;
    private final List<Findings.Gap> gaps = new ArrayList<>();
    private Instant before = Instant.MIN;

    StoryBook(List<QueueId> ids, Function<Domain, Set<String>> ways) {
        this.ways = ways;
        this.first = new Room(MOST_FIRST, ids.size());
        this.all = new Room(MOST_EVENTS, ids.size());
        this.allCalls = new Room(MOST_CALLS, ids.size());
        ids.forEach(id -> chapters.put(id, new Chapter()));
    }

    void see(Frame frame, boolean damaged) {
        if (damaged) gap(before, frame.at(), "a part of the history can't be read");
        switch (frame) {
            case Frame.Event(StatusEvent event) -> see(event);
            case Frame.Begun(Instant at, Instant last, boolean clean) when !clean -> gap(last, at,
                    "the server was killed or lost power after the first of these times; of its last seconds something "
                            + "may be missing");
            case Frame.Lost(Instant at, Instant first, long count) -> gap(first, at,
                    count + " entries could not be written down");
            case Frame.Begun _, Frame.Closed _ -> {
            }
        }
        before = frame.at();
    }

    private static int size(StatusEvent.OfMessage event) {
        return event instanceof StatusEvent.Accepted e
                ? 1 + (e.destinations().size() + e.heading().recipients().size()) / 4
                : 1;
    }

    private void gap(Instant from, Instant to, String why) {
        if (gaps.size() < MOST_GAPS) gaps.add(new Findings.Gap(from.equals(Instant.MIN) ? to : from, to, why));
    }

    private void see(StatusEvent event) {
        if (!(event instanceof StatusEvent.OfMessage of)) return;
        if (chapters.containsKey(of.message())) chapters.get(of.message()).add(of);
        if (event instanceof StatusEvent.NoticeSent sent && chapters.containsKey(sent.notice()))
            chapters.get(sent.notice()).add(of);
    }

    /** The sites of all the stories. */
    Set<String> sites() {
        Set<String> all = new HashSet<>();
        chapters.values().forEach(chapter -> all.addAll(chapter.sites));
        return all;
    }

    /** To be called once all events were seen. */
    void seeCall(Frame frame) {
        if (!(frame instanceof Frame.Event(StatusEvent event))) return;
        switch (event) {
            case StatusEvent.SessionOpened e -> chapters.values().forEach(c -> c.call(e, e.site()));
            case StatusEvent.SessionEnded e -> chapters.values().forEach(c -> c.call(e, e.site()));
            case StatusEvent.WindowOpened e -> chapters.values().forEach(c -> c.call(e, e.site()));
            default -> {
            }
        }
    }

    List<Story> stories() {
        return chapters.entrySet().stream()
                .map(e -> new Story(e.getKey(), e.getValue().events, e.getValue().more, e.getValue().calls)).toList();
    }

    /** Those after the first of the stories began; all, if there is none. */
    List<Findings.Gap> gaps() {
        Instant begin = chapters.values().stream().filter(c -> !c.events.isEmpty()).map(c -> c.events.getFirst().at())
                .min(Instant::compareTo).orElse(Instant.MIN);
        return gaps.stream().filter(gap -> !gap.to().isBefore(begin)).toList();
    }
}
