package org.packetboat.engine.history;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.status.StatusEvent;

/** What became of a message's recipients in the end. */
final class StoryEnd {
    private final Set<Address> open = new LinkedHashSet<>();
    private final Set<Address> relayed = new LinkedHashSet<>();
    private int delivered;
    private int refused;
    private int expired;
    private int deleted;
    private int dead;
    private final boolean whole;

    StoryEnd(Story story) {
        whole = story.more() == 0;
        story.accepted().ifPresent(e -> open.addAll(e.heading().recipients()));
        story.events().forEach(this::count);
    }

    private void count(StatusEvent event) {
        switch (event) {
            case StatusEvent.Delivered e -> delivered += end(e.recipient());
            case StatusEvent.Relayed e -> handedOn(e.recipient());
            case StatusEvent.Refused e -> refused += end(e.recipient());
            case StatusEvent.Expired e -> expired += end(e.recipient());
            case StatusEvent.Deleted e -> e.recipients().forEach(to -> deleted += end(to));
            case StatusEvent.Withdrawn e -> e.recipients().forEach(to -> deleted += end(to));
            case StatusEvent.Died _ -> dead++;
            default -> {
                // goes on
            }
        }
    }

    /** What was relayed before has another end now. */
    private int end(Address recipient) {
        relayed.remove(recipient);
        open.remove(recipient);
        return 1;
    }

    private void handedOn(Address recipient) {
        end(recipient);
        relayed.add(recipient);
    }

    List<String> lines(List<String> waits) {
        List<String> lines = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        count(counts, delivered, "delivered");
        count(counts, relayed.size(), "relayed");
        count(counts, refused, "refused");
        count(counts, expired, "given up");
        count(counts, deleted, "deleted");
        count(counts, dead, "set aside");
        if (!counts.isEmpty())
            lines.add((whole ? "In all: " : "Of what is told here: ") + String.join(", ", counts) + ".");
        lines.addAll(waits);
        if (whole && !open.isEmpty() && waits.isEmpty())
            lines.add("No end is written down for " + StoryText.some(open) + ".");
        return lines;
    }

    private static void count(List<String> counts, int count, String what) {
        if (count > 0) counts.add(count + " " + what);
    }
}
