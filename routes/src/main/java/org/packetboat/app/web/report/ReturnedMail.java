package org.packetboat.app.web.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;

/** Counts mail that is given up or refused, by domain; of more than a thousand domains the others are one row. */
public final class ReturnedMail implements Watcher {
    private static final int MOST = 1_000;
    private static final String OTHERS = "(others)";
    private static final String TIME_RAN_OUT = "time ran out";

    private final Map<String, MorningReport.Returned> rows = new LinkedHashMap<>();
    private Set<String> own = Set.of();
    private long changes;

    @Override
    public void on(StatusEvent event) {
        switch (event) {
            case StatusEvent.OfMessage e when isOwn(e.message().toString()) -> {
                // that of a report is no news
            }
            case StatusEvent.Expired e ->
                count(e.recipient().domain().name(), e.lastReply().map(Reply::toString).orElse(TIME_RAN_OUT));
            case StatusEvent.Refused e -> count(e.recipient().domain().name(), e.reply().toString());
            default -> {
                // it did not come back
            }
        }
    }

    /** From now on, nothing is counted of these messages. @param reports queue ids */
    synchronized void ignore(Set<String> reports) {
        own = reports;
    }

    private synchronized boolean isOwn(String message) {
        return own.contains(message);
    }

    private synchronized void count(String domain, String why) {
        String key = rows.containsKey(domain) || rows.size() < MOST ? domain : OTHERS;
        rows.merge(key, new MorningReport.Returned(key, 1, why),
                (old, _) -> new MorningReport.Returned(key, old.recipients() + 1, why));
        changes++;
    }

    /** Adds what an earlier life of the server had counted. */
    synchronized void add(List<MorningReport.Returned> earlier) {
        earlier.forEach(row -> rows.merge(row.domain(), row, (now, old) -> new MorningReport.Returned(row.domain(),
                now.recipients() + old.recipients(), now.why())));
    }

    synchronized List<MorningReport.Returned> all() {
        return new ArrayList<>(rows.values());
    }

    /** Goes up with each that comes back. */
    synchronized long changes() {
        return changes;
    }

    /** What is left when these have been told. */
    synchronized List<MorningReport.Returned> without(List<MorningReport.Returned> reported) {
        Map<String, MorningReport.Returned> left = new LinkedHashMap<>(rows);
        subtract(left, reported);
        return new ArrayList<>(left.values());
    }

    /** These have been told. */
    synchronized void told(List<MorningReport.Returned> reported) {
        subtract(rows, reported);
    }

    private static void subtract(Map<String, MorningReport.Returned> from, List<MorningReport.Returned> reported) {
        for (MorningReport.Returned row : reported) {
            from.computeIfPresent(row.domain(), (_, now) -> now.recipients() <= row.recipients()
                    ? null
                    : new MorningReport.Returned(row.domain(), now.recipients() - row.recipients(), now.why()));
        }
    }
}
