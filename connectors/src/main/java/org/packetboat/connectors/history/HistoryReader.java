package org.packetboat.connectors.history;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
 * read; never more than one of them is in memory. What can't be read is told as a gap.
 */
public final class HistoryReader implements DeliveryHistory {
    /** The key of all that tells of something missing. */
    static final String GAPS = "g:";

    /** Of more, an answer would have no room for anything that happened to them. */
    private static final int MOST_MESSAGES = 5000;

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
            Map<HistoryFolder.Part, String> unread = new LinkedHashMap<>();
            int told = Math.min(most, MOST_MESSAGES);
            List<QueueId> found = newest(parts, EventKeys.asked(what), told + 1, unread);
            List<QueueId> ids = found.subList(0, Math.min(told, found.size()));
            StoryBook book = new StoryBook(ids, ways);
            List<String> keys = Stream.concat(ids.stream().map(EventKeys::id), Stream.of(GAPS)).toList();
            List<HistoryFolder.Part> searched = visit(parts, keys, book::see, unread);
            visit(searched, book.sites().stream().map(EventKeys::site).toList(), (frame, _) -> book.seeCall(frame),
                    unread);
            Optional<Instant> since = since(parts, unread);
            List<Findings.Gap> gaps = new ArrayList<>(book.gaps());
            unread.forEach((part, why) -> gaps.add(gap(part, why, since)));
            return new Findings(book.stories(), found.size() > told, since, gaps);
        } catch (IOException e) {
            throw new IllegalStateException("the history can't be read: " + e.getMessage(), e);
        }
    }

    private static List<QueueId> newest(List<HistoryFolder.Part> parts, List<String> keys, int most,
            Map<HistoryFolder.Part, String> unread) {
        Set<QueueId> found = new LinkedHashSet<>();
        for (HistoryFolder.Part part : parts.reversed()) {
            if (found.size() >= most) break;
            Set<QueueId> here = new LinkedHashSet<>();
            visit(List.of(part), keys, (frame, _) -> {
                if (frame instanceof Frame.Event(StatusEvent.OfMessage event)) found(event, keys, here);
            }, unread);
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

    private static Findings.Gap gap(HistoryFolder.Part part, String why, Optional<Instant> since) {
        Instant at = part.newest().or(() -> since).orElse(Instant.EPOCH);
        return new Findings.Gap(at, at, "the file " + part.log().getFileName() + " can't be read: " + why);
    }

    /**
     * Visits the files that may have one of these keys.
     *
     * @param unread gets those that can't be read
     * @return those that could be
     */
    private static List<HistoryFolder.Part> visit(List<HistoryFolder.Part> parts, List<String> keys,
            Frames.Visitor visitor, Map<HistoryFolder.Part, String> unread) {
        List<HistoryFolder.Part> searched = new ArrayList<>();
        for (HistoryFolder.Part part : parts) {
            if (part.mayHave(keys) && visit(part, visitor, unread)) searched.add(part);
        }
        return searched;
    }

    /** @return whether it could be read; one that was given up meanwhile, as too old, can't, and has nothing */
    private static boolean visit(HistoryFolder.Part part, Frames.Visitor visitor,
            Map<HistoryFolder.Part, String> unread) {
        try {
            Frames.visit(part.log(), visitor);
            return true;
        } catch (NoSuchFileException givenUp) {
            return false;
        } catch (IOException e) {
            unread.put(part, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private static Optional<Instant> since(List<HistoryFolder.Part> parts, Map<HistoryFolder.Part, String> unread) {
        List<Instant> first = new ArrayList<>();
        for (HistoryFolder.Part part : parts) {
            visit(part, (frame, _) -> {
                if (first.isEmpty() && frame instanceof Frame.Event) first.add(frame.at());
            }, unread);
            if (!first.isEmpty()) break;
        }
        return first.stream().findFirst();
    }

    /** The site that mail was given to; none if the event is of none. */
    static Set<String> sites(StatusEvent event) {
        return switch (event) {
            case StatusEvent.Sending e -> Set.of(e.site());
            case StatusEvent.Delivered e -> Set.of(e.site());
            case StatusEvent.Relayed e -> Set.of(e.site());
            case StatusEvent.Deferred e -> Set.of(e.site());
            default -> Set.of();
        };
    }
}
