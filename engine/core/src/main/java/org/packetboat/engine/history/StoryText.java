package org.packetboat.engine.history;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.text.EncodedWords;
import org.packetboat.engine.text.Quoted;

/** Tells a message's story in plain English, one line for each thing that happened. */
public final class StoryText {
    private static final int MOST_NAMED = 5;

    private final DateTimeFormatter time;
    private final CallText calls;

    /** @param zone of all times */
    public StoryText(ZoneId zone) {
        this.time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
        this.calls = new CallText(time);
    }

    /**
     * The lines of a story.
     *
     * @param waits what is known of that which still waits, a sentence each; empty if nothing does
     */
    public List<String> lines(Story story, List<String> waits) {
        List<String> lines = new ArrayList<>();
        lines.add(title(story));
        CallText.Calls all = calls.of(story);
        Instant before = Instant.MIN;
        for (StatusEvent.OfMessage event : story.events()) {
            all.endedBefore(event.at()).forEach(line -> lines.add("  " + line));
            if (event.at().plusSeconds(1).isBefore(before)) lines.add("  (the clock was set back here)");
            lines.add("  " + time.format(event.at()) + "  " + said(event, story.id()) + all.of(event));
            before = event.at();
        }
        all.endedBefore(Instant.MAX).forEach(line -> lines.add("  " + line));
        if (story.more() > 0) lines.add("  ... and " + story.more() + " more entries");
        lines.addAll(new StoryEnd(story).lines(waits).stream().map(line -> "  " + line).toList());
        return lines;
    }

    /** The time as it stands in the lines. */
    public String time(Instant at) {
        return time.format(at);
    }

    private String title(Story story) {
        Optional<StatusEvent.Accepted> accepted = story.accepted();
        if (accepted.isEmpty()) return story.id().toString();
        StatusEvent.Accepted e = accepted.get();
        return story.id() + "  from <" + e.about().sender().map(Address::toString).orElse("") + ">"
                + e.heading().subject().map(s -> ", subject \"" + Quoted.inner(EncodedWords.decode(s)) + '"').orElse("")
                + e.heading().messageId().map(id -> ", Message-ID " + Quoted.printable(id)).orElse("")
                + e.batch().map(b -> ", of the big send \"" + Quoted.inner(b) + '"').orElse("");
    }

    private String said(StatusEvent.OfMessage event, QueueId id) {
        return switch (event) {
            case StatusEvent.Accepted e -> "received from " + Quoted.printable(e.about().origin()) + ", "
                    + e.about().size() + " bytes, for " + recipients(e.recipients()) + " at " + some(e.destinations());
            case StatusEvent.Repeated e -> "came in again from " + Quoted.printable(e.origin()) + " as "
                    + Quoted.printable(e.name()) + "; not taken a second time for " + some(e.recipients());
            case StatusEvent.NameReused e ->
                "has the name " + Quoted.printable(e.name()) + ", under which " + e.before()
                        + " came with another text; taken all the same";
            case StatusEvent.Sending e -> "given to " + Quoted.printable(e.site()) + " to carry, for "
                    + recipients(e.recipients());
            case StatusEvent.Progress e -> e.done() + " of " + e.bytes() + " bytes are at " + e.site();
            case StatusEvent.Delivered e -> "delivered to " + e.recipient() + " by " + Quoted.printable(e.site()) + ", "
                    + length(e.age().toSeconds()) + " after it came in: " + quoted(e.reply());
            case StatusEvent.Relayed e -> relayed(e);
            case StatusEvent.Deferred e -> "put off for " + e.recipient() + " at " + Quoted.printable(e.site())
                    + ": " + quoted(e.reply()) + "; next attempt not before " + time.format(e.next());
            case StatusEvent.Refused e -> "refused for " + e.recipient() + " by " + Quoted.printable(e.site()) + ": "
                    + quoted(e.reply());
            case StatusEvent.Expired e -> "given up for " + e.recipient() + ", since its time was over"
                    + e.lastReply().map(reply -> "; the last attempt said " + quoted(reply)).orElse("");
            case StatusEvent.Overdue e -> "is later than its sender wanted, which was " + time.format(e.deliverBy())
                    + "; goes on";
            case StatusEvent.Handled e -> handled(e.what());
            case StatusEvent.Deleted e -> "deleted by an operator, for " + some(e.recipients());
            case StatusEvent.Withdrawn e -> "taken out of the queue for " + some(e.recipients()) + ": "
                    + Quoted.printable(e.why());
            case StatusEvent.NoticeSent e when e.notice().equals(id) ->
                "made as a notice (" + e.kind() + ") about " + e.message() + ", to " + e.to();
            case StatusEvent.NoticeSent e ->
                "a notice (" + e.kind() + ") about it went to " + e.to() + " as " + e.notice();
            case StatusEvent.Died e -> "set aside among the dead: " + Quoted.printable(e.why());
        };
    }

    private static String relayed(StatusEvent.Relayed e) {
        return "relayed for " + e.recipient() + " to " + Quoted.printable(e.site()) + ", "
                + length(e.age().toSeconds()) + " after it came in: " + quoted(e.reply())
                + (e.awaited() ? "; it will tell what becomes of it" : "; it does not tell what becomes of it");
    }

    private static String handled(String what) {
        return switch (what) {
            case "requeued" -> "started anew by an operator";
            case "resent" -> "sent again to its site, which had taken it, by an operator";
            default -> what + " by an operator";
        };
    }

    private static String recipients(int count) {
        return count + (count == 1 ? " recipient" : " recipients");
    }

    static String some(Collection<?> all) {
        int more = all.size() - MOST_NAMED;
        return all.stream().limit(MOST_NAMED).map(Object::toString).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    static String quoted(Object reply) {
        return '"' + Quoted.inner(reply.toString()) + '"';
    }

    /** A length of time with its two largest units. */
    static String length(long seconds) {
        if (seconds < 60) return seconds + " s";
        if (seconds < 3600) return seconds / 60 + " min " + seconds % 60 + " s";
        if (seconds < 86_400) return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
        return seconds / 86_400 + " d " + seconds / 3600 % 24 + " h";
    }
}
