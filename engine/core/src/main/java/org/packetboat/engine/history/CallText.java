package org.packetboat.engine.history;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.settle.Endings;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.text.Quoted;

/** What is told of the calls in a message's story: which of them carried it, and which reached nobody. */
final class CallText {
    private final DateTimeFormatter time;

    CallText(DateTimeFormatter time) {
        this.time = time;
    }

    Calls of(Story story) {
        return new Calls(story);
    }

    /** One story's calls, told as its lines are. */
    final class Calls {
        private final List<StatusEvent> all;
        private final List<StatusEvent.Sending> sent;
        private final Deque<StatusEvent.SessionEnded> ended = new ArrayDeque<>();

        private Calls(Story story) {
            all = story.calls();
            sent = story.events().stream().filter(StatusEvent.Sending.class::isInstance)
                    .map(StatusEvent.Sending.class::cast).toList();
            all.stream().filter(StatusEvent.SessionEnded.class::isInstance).map(StatusEvent.SessionEnded.class::cast)
                    .filter(this::concerns).forEach(ended::add);
        }

        /** It carried the message, or might have, had it reached the site. */
        private boolean concerns(StatusEvent.SessionEnded end) {
            return end.how().startsWith(Endings.UNREACHED) || sent.stream().anyMatch(s -> s.site().equals(end.site())
                    && !s.at().isAfter(end.at()) && !s.at().isBefore(end.at().minus(end.lasted()).minusSeconds(1)));
        }

        /** What is said behind an event: over which link it is carried, and in which window. */
        String of(StatusEvent event) {
            if (!(event instanceof StatusEvent.Sending e)) return "";
            return session(e).map(s -> ", in the session over " + Quoted.printable(s.link()) + " that began at "
                    + time.format(s.at())).orElse("")
                    + window(e).map(w -> ", in the window that closes at " + time.format(w.closes())).orElse("");
        }

        private Optional<StatusEvent.SessionOpened> session(StatusEvent.Sending e) {
            return all.stream().filter(StatusEvent.SessionOpened.class::isInstance)
                    .map(StatusEvent.SessionOpened.class::cast)
                    .filter(s -> s.site().equals(e.site()) && !s.at().isAfter(e.at())).reduce((_, later) -> later);
        }

        private Optional<StatusEvent.WindowOpened> window(StatusEvent.Sending e) {
            return all.stream().filter(StatusEvent.WindowOpened.class::isInstance)
                    .map(StatusEvent.WindowOpened.class::cast)
                    .filter(w -> w.site().equals(e.site()) && !w.at().isAfter(e.at()) && w.closes().isAfter(e.at())
                            && w.closes().isBefore(Instant.MAX.minusSeconds(1)))
                    .reduce((_, later) -> later);
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
