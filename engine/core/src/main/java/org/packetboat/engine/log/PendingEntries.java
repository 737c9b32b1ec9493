package org.packetboat.engine.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.log.entry.LogEntry.Content;
import org.packetboat.engine.log.entry.LogPosition;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.BatchCodec;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;

/**
 * What an owner wants to write and does not know to be in the log, in the order of the calls. It is kept while the
 * owner reads the log to find out whether it still owns; then each entry is found there, written again, or has failed.
 */
final class PendingEntries {
    /** One entry. */
    static final class PendingEntry {
        private final Content content;
        private final Duration since;
        private final Optional<Store.Answer> answer;
        private final long bytes;
        private final Runnable over;
        private Optional<LogPosition> at = Optional.empty();
        private boolean answered;

        private PendingEntry(Content content, Duration since, Optional<Store.Answer> answer, Runnable over) {
            this.content = content;
            this.bytes = content instanceof Content.Changes(Batch batch) ? BatchCodec.length(batch) : 0;
            this.since = since;
            this.answer = answer;
            this.over = over;
        }

        Content content() {
            return content;
        }

        void sentAs(LogPosition position) {
            at = Optional.of(position);
        }

        private void answer(Optional<StoreException> failure) {
            if (answered) return;
            answered = true;
            answer.ifPresent(hears -> hears.on(failure));
        }
    }

    private final LogRules rules;
    private final Deque<PendingEntry> all = new ArrayDeque<>();
    private long bytes;

    PendingEntries(LogRules rules) {
        this.rules = rules;
    }

    /** @param over called when reads find it in the store, or it has failed */
    PendingEntry add(Content content, Duration now, Optional<Store.Answer> answer, Runnable over) {
        PendingEntry pending = new PendingEntry(content, now, answer, over);
        all.add(pending);
        bytes += pending.bytes;
        if (rules.mayAnswer(false, false)) pending.answer(Optional.empty());
        return pending;
    }

    List<PendingEntry> all() {
        return List.copyOf(all);
    }

    /** How large they are, together. */
    long bytes() {
        return bytes;
    }

    /** Since when the oldest has waited. */
    Optional<Duration> oldest() {
        return Optional.ofNullable(all.peek()).map(pending -> pending.since);
    }

    /** The entry at this position is in the log. @return what is to be done when it is on disk */
    Runnable taken(LogPosition position) {
        PendingEntry first = all.peek();
        if (first == null || !first.at.equals(Optional.of(position))) return () -> {};
        all.removeFirst();
        bytes -= first.bytes;
        if (rules.mayAnswer(true, false)) first.answer(Optional.empty());
        return () -> {
            first.over.run();
            first.answer(Optional.empty());
        };
    }

    /** Whether it is in the log can't be found out any more: nobody is answered. */
    void forget() {
        bytes = 0;
        all.clear();
    }

    /** None of it is in the log, nor ever will be. */
    void fail(String why) {
        List<PendingEntry> failed = all();
        forget();
        failed.forEach(pending -> pending.over.run());
        failed.forEach(pending -> pending.answer(Optional.of(new StoreException(why))));
    }
}
