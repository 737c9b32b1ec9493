package org.packetboat.engine.stage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.ledger.LedgerEntry;
import org.packetboat.engine.queue.ledger.StagedSend;

/**
 * What a message takes the place of: envelopes of earlier messages of its big send that wait for the same domains, and
 * the lines there of those that failed.
 * Found once from the ledger, in memory; after a restart, again.
 */
final class Replacement {
    private final MailQueue queue;
    private final Deque<EnvelopeId> left = new ArrayDeque<>();
    private final List<EnvelopeId> sent = new ArrayList<>();
    private final List<LedgerEntry> failed = new ArrayList<>();

    Replacement(MailQueue queue, StagedSend send) {
        this.queue = queue;
        List<LedgerEntry> lines = queue.ledger().entries(send.plan().name());
        Set<Domain> sites = lines.stream().filter(line -> line.id().message().equals(send.plan().message()))
                .map(LedgerEntry::domain).collect(Collectors.toSet());
        List<LedgerEntry> before = lines.stream().filter(line -> sites.contains(line.domain()))
                .filter(line -> line.id().message().number() < send.plan().message().number()).toList();
        if (send.plan().replaces() == StagedSend.Replaces.WAITING)
            before.stream().filter(LedgerEntry::isOpen).map(LedgerEntry::id).forEach(left::add);
        before.stream().filter(line -> !line.isOpen() && line.hasFailed()).forEach(failed::add);
    }

    /** The next of those that are left; what is being sent is looked at again in the next round. */
    List<Envelope> next(int most, Predicate<EnvelopeId> inFlight) {
        List<Envelope> found = new ArrayList<>();
        while (found.size() < most && !left.isEmpty()) {
            EnvelopeId id = left.remove();
            if (inFlight.test(id)) sent.add(id);
            else queue.envelope(id).ifPresent(found::add);
        }
        if (found.isEmpty()) {
            left.addAll(sent);
            sent.clear();
        }
        return found;
    }

    /** The lines of those who missed an earlier message. */
    List<LedgerEntry> failed() {
        return failed;
    }

    /** Whether nothing is left whose place is to be taken. */
    boolean isOver() {
        return left.isEmpty() && sent.isEmpty();
    }
}
