package org.packetboat.engine.history;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.settle.Endings;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.text.Quoted;

/** What is told of the calls in a message's story: which of them carried it, and which reached nobody. */
final class CallText {
    private static final int MOST_WINDOWS = 10;

    private final DateTimeFormatter time;

    CallText(DateTimeFormatter time) {
        this.time = time;
    }

    Calls of(Story story) {
        return new Calls(story);
    }

    /** One story's calls, told as its lines are. */
    final class Calls {
        /** By site and time, since there may be ten thousands of each. */
        private final Map<String, NavigableMap<Instant, StatusEvent.SessionOpened>> sessions = new HashMap<>();
        private final Map<String, NavigableMap<Instant, StatusEvent.WindowOpened>> windows = new HashMap<>();
        private final Map<String, NavigableSet<Instant>> sent = new HashMap<>();
        private final Deque<StatusEvent.SessionEnded> ended = new ArrayDeque<>();

        private Calls(Story story) {
            for (StatusEvent event : story.events())
                if (event instanceof StatusEvent.Sending e)
                    sent.computeIfAbsent(e.site(), _ -> new TreeSet<>()).add(e.at());
            for (StatusEvent call : story.calls()) {
                switch (call) {
                    case StatusEvent.SessionOpened e ->
                        sessions.computeIfAbsent(e.site(), _ -> new TreeMap<>()).put(e.at(), e);
                    case StatusEvent.WindowOpened e ->
                        windows.computeIfAbsent(e.site(), _ -> new TreeMap<>()).put(e.at(), e);
                    case StatusEvent.SessionEnded e when concerns(e) -> ended.add(e);
                    default -> {
                        // nothing of a call
                    }
                }
            }
        }

        /** It carried the message, or might have, had it reached the site. */
        private boolean concerns(StatusEvent.SessionEnded end) {
            if (end.how().startsWith(Endings.UNREACHED)) return true;
            return Optional.ofNullable(sent.get(end.site()))
                    .map(times -> times.ceiling(end.at().minus(end.lasted()).minusSeconds(1)))
                    .filter(at -> !at.isAfter(end.at())).isPresent();
        }

        /** What is said behind an event: over which link it is carried, and in which window. */
        String of(StatusEvent event) {
            if (!(event instanceof StatusEvent.Sending e)) return "";
            return session(e).map(s -> ", in the session over " + Quoted.printable(s.link()) + " that began at "
                    + time.format(s.at())).orElse("")
                    + window(e).map(w -> ", in the window that closes at " + time.format(w.closes())).orElse("");
        }

        private Optional<StatusEvent.SessionOpened> session(StatusEvent.Sending e) {
            return Optional.ofNullable(sessions.get(e.site())).map(all -> all.floorEntry(e.at()))
                    .map(Map.Entry::getValue);
        }

        /** The last one that was open then; of those before it, very few are looked at. */
        private Optional<StatusEvent.WindowOpened> window(StatusEvent.Sending e) {
            return Optional.ofNullable(windows.get(e.site())).stream()
                    .flatMap(all -> all.headMap(e.at(), true).descendingMap().values().stream().limit(MOST_WINDOWS))
                    .filter(w -> w.closes().isAfter(e.at()) && w.closes().isBefore(Instant.MAX.minusSeconds(1)))
                    .findFirst();
        }

        /** The lines of calls that ended before this time, and were not told of yet; equal failures are one line. */
        List<String> endedBefore(Instant limit) {
            List<String> lines = new ArrayList<>();
            while (!ended.isEmpty() && ended.peek().at().isBefore(limit)) {
                StatusEvent.SessionEnded first = ended.remove();
                StatusEvent.SessionEnded last = first;
                int count = 1;
                while (!ended.isEmpty() && ended.peek().at().isBefore(limit) && isSame(first, ended.peek())) {
                    last = ended.remove();
                    count++;
                }
                lines.add(time.format(first.at()) + "  " + said(first, last, count));
            }
            return lines;
        }

        private static boolean isSame(StatusEvent.SessionEnded one, StatusEvent.SessionEnded other) {
            return one.how().startsWith(Endings.UNREACHED) && one.how().equals(other.how())
                    && one.site().equals(other.site());
        }

        private String said(StatusEvent.SessionEnded first, StatusEvent.SessionEnded last, int count) {
            String times = count == 1 ? "" : ", " + count + " times until " + time.format(last.at());
            if (first.how().startsWith(Endings.UNREACHED))
                return "called " + place(first) + times + ": " + Quoted.printable(first.how());
            return "the session with " + place(first) + " ended after " + StoryText.length(first.lasted().toSeconds())
                    + ": " + Quoted.printable(first.how());
        }

        private static String place(StatusEvent.SessionEnded e) {
            SessionFigures.Place place = e.figures().place();
            String port = place.port().isEmpty() ? "" : " on " + Quoted.printable(place.port());
            String number = place.number().isEmpty() ? "" : ", number " + Quoted.printable(place.number());
            return Quoted.printable(e.site()) + " (over " + Quoted.printable(e.link()) + port + number + ")";
        }
    }
}
