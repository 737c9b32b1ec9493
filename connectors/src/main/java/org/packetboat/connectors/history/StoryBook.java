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

/** Gathers what files tell of some messages. */
final class StoryBook {
    /** Of a big send to ten thousand sites, the beginning. */
    private static final int MOST_EVENTS = 20_000;
    private static final int MOST_CALLS = 20_000;
    private static final int MOST_GAPS = 100;

    /** One message's. */
    private static final class Chapter {
        private final List<StatusEvent.OfMessage> events = new ArrayList<>();
        private final List<StatusEvent> calls = new ArrayList<>();
        private final Set<String> sites = new HashSet<>();
        private Instant last = Instant.MIN;
        private long more;

        void add(StatusEvent.OfMessage event, Function<Domain, Set<String>> ways) {
            if (event.at().isAfter(last)) last = event.at();
            if (events.size() >= MOST_EVENTS) {
                more++;
                return;
            }
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
            if (sites.contains(site) && (within || ends || before) && calls.size() < MOST_CALLS) calls.add(call);
        }
    }

    private final Map<QueueId, Chapter> chapters = new LinkedHashMap<>();
    private final Function<Domain, Set<String>> ways;
    private final List<Findings.Gap> gaps = new ArrayList<>();
    private Instant before = Instant.MIN;

    StoryBook(List<QueueId> ids, Function<Domain, Set<String>> ways) {
        this.ways = ways;
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

    private void gap(Instant from, Instant to, String why) {
        if (gaps.size() < MOST_GAPS) gaps.add(new Findings.Gap(from.equals(Instant.MIN) ? to : from, to, why));
    }

    private void see(StatusEvent event) {
        if (!(event instanceof StatusEvent.OfMessage of)) return;
        if (chapters.containsKey(of.message())) chapters.get(of.message()).add(of, ways);
        if (event instanceof StatusEvent.NoticeSent sent && chapters.containsKey(sent.notice()))
            chapters.get(sent.notice()).add(of, ways);
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
