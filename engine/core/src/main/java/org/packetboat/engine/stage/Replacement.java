package org.packetboat.engine.stage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.ledger.LedgerEntry;
import org.packetboat.engine.queue.ledger.StagedSend;

/**
 * What a message takes the place of: earlier messages of its big send for the recipients that it has itself, as far as
 * they wait, and the lines of those that failed. Who else has mail at the same domain keeps it.
 * Found from the ledger and kept in memory; after a restart, again. To whom the new edition goes is written down with
 * it, so that a kill forgets nobody whom it has reached by then: an old edition that was being sent at the kill is
 * taken out, too. Of what an earlier version took in that is not known: what still waits for them stays, which loses
 * nothing.
 */
final class Replacement {
    private final MailQueue queue;
    private final StagedSend send;
    private final Set<Address> addressed = new HashSet<>();
    private final List<EnvelopeId> before = new ArrayList<>();
    private final Deque<EnvelopeId> left = new ArrayDeque<>();
    private final List<EnvelopeId> sent = new ArrayList<>();

    Replacement(MailQueue queue, StagedSend send) {
        this.queue = queue;
        this.send = send;
        begin();
    }

    /** Looks for all of it once more: what was to be taken out may be there still. */
    void begin() {
        List<LedgerEntry> lines = queue.ledger().entries(send.plan().name());
        List<LedgerEntry> own = lines.stream().filter(line -> line.id().message().equals(send.plan().message()))
                .toList();
        addressed.addAll(queue.ledger().staged().addressed(send.plan().message()));
        own.forEach(line -> addressed.addAll(line.missed()));
        queue.envelopes(send.plan().message()).forEach(e -> addressed.addAll(addresses(e)));
        Set<Domain> sites = own.stream().map(LedgerEntry::domain).collect(Collectors.toSet());
        before.clear();
        left.clear();
        sent.clear();
        lines.stream().filter(line -> sites.contains(line.domain()) && isEarlier(line)).forEach(line -> {
            before.add(line.id());
            if (send.plan().replaces() == StagedSend.Replaces.WAITING && line.isOpen()) left.add(line.id());
        });
    }

    private boolean isEarlier(LedgerEntry line) {
        return line.id().message().number() < send.plan().message().number();
    }

    private static List<Address> addresses(Envelope e) {
        return e.recipients().stream().map(Recipient::address).toList();
    }

    /** The next of those that are left; what is being sent is looked at again in the next round. */
    List<Envelope> next(int most, Predicate<EnvelopeId> inFlight) {
        List<Envelope> found = new ArrayList<>();
        while (found.size() < most && !left.isEmpty()) {
            EnvelopeId id = left.remove();
            if (inFlight.test(id)) sent.add(id);
            else queue.envelope(id).filter(e -> !addressed(e).isEmpty()).ifPresent(found::add);
        }
        if (found.isEmpty()) {
            left.addAll(sent);
            sent.clear();
        }
        return found;
    }

    /** Who of an earlier envelope gets the new edition. */
    List<Recipient> addressed(Envelope e) {
        return e.recipients().stream().filter(r -> addressed.contains(r.address())).toList();
    }

    /** As they stand now: the lines of those who missed an earlier message, and who all get the new edition. */
    List<LedgerEntry> failed() {
        return before.stream().flatMap(id -> queue.ledger().entry(send.plan().name(), id).stream())
                .filter(line -> !line.isOpen() && line.hasFailed()).filter(this::isAddressed).toList();
    }

    private boolean isAddressed(LedgerEntry line) {
        return line.missed().size() >= line.failed() && addressed.containsAll(line.missed());
    }

    /** Whether nothing is left whose place is to be taken. */
    boolean isOver() {
        return left.isEmpty() && sent.isEmpty();
    }
}
