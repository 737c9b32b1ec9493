package org.packetboat.connectors.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.packetboat.engine.history.DeliveryHistory;
import org.packetboat.engine.history.Findings;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.status.StatusEvent;

/**
 * Reads a history, also while it is written, and when no server runs. Only files that may have what is asked for are
 * looked
 * through; there is never more than one of them in memory.
 */
public final class HistoryReader implements DeliveryHistory {
    /** The key of all that tells of something missing. */
    static final String GAPS = "g:";

    private final HistoryFolder folder;

    private HistoryReader(HistoryFolder folder) {
        this.folder = folder;
    }

    /** @param folder of the files; it need not be there */
    public static HistoryReader of(Path folder) {
        return new HistoryReader(new HistoryFolder(folder));
    }

    /** Whether something may be missing before it. */
    static boolean isGap(Frame frame) {
        return switch (frame) {
            case Frame.Begun(var _, var _, boolean clean) -> !clean;
            case Frame.Lost _ -> true;
            case Frame.Event _, Frame.Closed _ -> false;
        };
    }

    /** @throws IllegalStateException if the folder can't be read */
    @Override
    public Findings trace(String what, int most, Function<Domain, Set<String>> ways) {
        try {
            List<HistoryFolder.Part> parts = folder.parts();
            List<QueueId> found = newest(parts, EventKeys.asked(what), most + 1);
            List<QueueId> ids = found.subList(0, Math.min(most, found.size()));
            StoryBook book = new StoryBook(ids, ways);
            List<String> keys = Stream.concat(ids.stream().map(EventKeys::id), Stream.of(GAPS)).toList();
            List<HistoryFolder.Part> searched = visit(parts, keys, book::see);
            visit(searched, book.sites().stream().map(EventKeys::site).toList(), (frame, _) -> book.seeCall(frame));
            return new Findings(book.stories(), found.size() > most, since(parts), book.gaps());
        } catch (IOException e) {
            throw new IllegalStateException("the history can't be read: " + e.getMessage(), e);
        }
    }

    private static List<QueueId> newest(List<HistoryFolder.Part> parts, List<String> keys, int most) {
        Set<QueueId> found = new LinkedHashSet<>();
        for (HistoryFolder.Part part : parts.reversed()) {
            if (found.size() >= most) break;
            Set<QueueId> here = new LinkedHashSet<>();
            visit(List.of(part), keys, (frame, _) -> {
                if (frame instanceof Frame.Event(StatusEvent.OfMessage event)) found(event, keys, here);
            });
            found.addAll(new ArrayList<>(here).reversed());
        }
        return found.stream().limit(most).toList();
    }

    /** What belongs to it last stands last. */
    private static void found(StatusEvent.OfMessage event, Collection<String> keys, Set<QueueId> here) {
        EventKeys.of(event, key -> {
            if (!keys.contains(key)) return;
            QueueId id = isOfNotice(event, key) ? ((StatusEvent.NoticeSent) event).notice() : event.message();
            here.remove(id);
            here.add(id);
        });
    }

    private static boolean isOfNotice(StatusEvent event, String key) {
        return event instanceof StatusEvent.NoticeSent sent
                && (key.equals(EventKeys.id(sent.notice())) || key.startsWith("a:"));
    }

    /** @return the files that may have one of these keys; one that is gone meanwhile is none */
    private static List<HistoryFolder.Part> visit(List<HistoryFolder.Part> parts, List<String> keys,
            Frames.Visitor visitor) {
        List<HistoryFolder.Part> searched = new ArrayList<>();
        for (HistoryFolder.Part part : parts) {
            if (!part.mayHave(keys)) continue;
            try {
                Frames.visit(part.log(), visitor);
                searched.add(part);
            } catch (IOException given) {
                continue; // given up as too old
            }
        }
        return searched;
    }

    private static Optional<Instant> since(List<HistoryFolder.Part> parts) throws IOException {
        List<Instant> first = new ArrayList<>();
        for (HistoryFolder.Part part : parts) {
            Frames.visit(part.log(), (frame, _) -> {
                if (first.isEmpty() && frame instanceof Frame.Event) first.add(frame.at());
            });
            if (!first.isEmpty()) break;
        }
        return first.stream().findFirst();
    }

    /** The site that mail was given to; none if the event is of none. */
    static Set<String> sites(StatusEvent event) {
        return switch (event) {
            case StatusEvent.Sending e -> Set.of(e.site());
            case StatusEvent.Delivered e -> Set.of(e.site());
            case StatusEvent.Deferred e -> Set.of(e.site());
            default -> Set.of();
        };
    }
}
