package org.packetboat.engine.queue.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.status.StatusEvent;

/**
 * What became of one envelope of a big send: a line of its ledger. It stays when the envelope has gone.
 *
 * @param id         the envelope
 * @param domain     where it goes
 * @param size       of its message, in bytes
 * @param accepted   when it was accepted
 * @param deliverBy  when it should have arrived
 * @param expires    when it would be given up
 * @param recipients how many it has, without those who got another edition instead
 * @param delivered  how many of them have it
 * @param failed     how many will never get it
 * @param relayed    for how many another Packetboat has it, and has not told yet that it arrived
 * @param site       the site it was tried at last; empty before the first attempt
 * @param settled    when the last of them was delivered or given up
 * @param reply      what the site said last; of one that failed, why
 * @param missed     who will never get it, as far as that was written down: not by earlier versions
 */
public record LedgerEntry(EnvelopeId id, Domain domain, long size, Instant accepted, Optional<DeliverBy> deliverBy,
        Instant expires, int recipients, int delivered, int failed, int relayed, String site, Optional<Instant> settled,
        Optional<Reply> reply, List<Address> missed) {
    private static final Reply GIVEN_UP = new Reply(554, "5.4.7", "Not delivered in time; its route has not been open");
    private static final Reply SET_ASIDE = new Reply(554, "5.3.0", "Damaged on disk, or the server failed at it");
    private static final Reply DELETED = new Reply(554, "5.0.0", "An operator took it out of the queue");

    public LedgerEntry {
        missed = List.copyOf(missed);
    }

    static LedgerEntry of(Envelope e) {
        return new LedgerEntry(e.id(), e.destination(), e.message().size(), e.message().arrived(), e.deliverBy(),
                e.expires(), e.recipients().size(), 0, 0, 0, "", Optional.empty(), Optional.empty(),
                List.of());
    }

    /** Whether somebody may still get it. */
    public boolean isOpen() {
        return settled.isEmpty();
    }

    /** Whether somebody will never get it. */
    public boolean hasFailed() {
        return failed > 0;
    }

    /** Whether all is handed on that does not fail, and for some it is not known yet whether it arrived. */
    public boolean isRelayed() {
        return !isOpen() && !hasFailed() && relayed > 0;
    }

    /** Whether it arrived after its time or, at this time, should have arrived already. */
    public boolean isLate(Instant now) {
        return deliverBy.filter(by -> by.at().isBefore(settled.orElse(now))).isPresent();
    }

    /** The entry after an event in the envelope's life. */
    LedgerEntry after(StatusEvent.OfEnvelope event) {
        return switch (event) {
            case StatusEvent.Delivered e ->
                counted(1, 0, e.at(), e.site(), hasFailed() ? reply : Optional.of(e.reply()));
            case StatusEvent.Relayed e ->
                handedOn(1).counted(0, 0, e.at(), e.site(), hasFailed() ? reply : Optional.of(e.reply()));
            case StatusEvent.Deferred e ->
                counted(0, 0, e.at(), e.site(), hasFailed() ? reply : Optional.of(e.reply()));
            case StatusEvent.Refused e ->
                counted(0, 1, e.at(), e.site(), Optional.of(e.reply())).missing(List.of(e.recipient()));
            case StatusEvent.Expired e -> counted(0, 1, e.at(), site, e.lastReply().or(() -> Optional.of(GIVEN_UP)))
                    .missing(List.of(e.recipient()));
            case StatusEvent.Deleted e -> counted(0, waiting(), e.at(), site,
                    Optional.of(DELETED)).missing(e.recipients());
            case StatusEvent.Withdrawn e when e.replacedBy().isPresent() -> without(e.recipients().size(), e.at());
            case StatusEvent.Withdrawn e -> counted(0, waiting(), e.at(), site,
                    Optional.of(new Reply(554, "5.0.0", e.why()))).missing(e.recipients());
            case StatusEvent.Sending _, StatusEvent.Progress _, StatusEvent.Overdue _ -> this;
            case StatusEvent.Died e -> counted(0, waiting(), e.at(), site,
                    hasFailed() ? reply : Optional.of(SET_ASIDE));
            case StatusEvent.Handled _ -> this;
        };
    }

    /** The entry when it is sent again to so many who had it, and so many for whom another Packetboat had it. */
    LedgerEntry reopened(int had, int handedOn) {
        return new LedgerEntry(id, domain, size, accepted, deliverBy, expires, recipients,
                Math.max(0, delivered - had), failed, Math.max(0, relayed - handedOn), site, Optional.empty(), reply,
                missed);
    }

    /** How many are neither settled nor handed on. */
    private int waiting() {
        return recipients - delivered - failed - relayed;
    }

    LedgerEntry handedOn(int more) {
        return new LedgerEntry(id, domain, size, accepted, deliverBy, expires, recipients, delivered, failed,
                relayed + more, site, settled, reply, missed);
    }

    /**
     * The entry after the server that has it told what became of it for one recipient: the last of them to arrive says
     * when all of it had arrived.
     */
    LedgerEntry reported(StatusEvent.OfEnvelope event) {
        if (relayed == 0 || event instanceof StatusEvent.Relayed) return this;
        LedgerEntry told = handedOn(-1).after(event);
        if (told.isOpen() || !(event instanceof StatusEvent.Delivered e)) return told;
        Instant there = accepted.plus(e.age());
        Instant last = settled.filter(there::isBefore).orElse(there);
        return new LedgerEntry(id, domain, size, accepted, deliverBy, expires, recipients, told.delivered, told.failed,
                told.relayed, told.site, Optional.of(last), told.reply, told.missed);
    }

    /** Without so many recipients, who get another edition: it is a line of the others alone. */
    private LedgerEntry without(int replaced, Instant at) {
        LedgerEntry others = new LedgerEntry(id, domain, size, accepted, deliverBy, expires,
                Math.max(0, recipients - replaced), delivered, failed, relayed, site, settled, reply, missed);
        return others.counted(0, 0, at, site, reply);
    }

    /** These will never get it, too. */
    LedgerEntry missing(List<Address> more) {
        List<Address> all = new ArrayList<>(missed);
        more.stream().filter(address -> !missed.contains(address)).forEach(all::add);
        return new LedgerEntry(id, domain, size, accepted, deliverBy, expires, recipients, delivered, failed, relayed,
                site, settled, reply, all);
    }

    private LedgerEntry counted(int arrived, int lost, Instant at, String where, Optional<Reply> said) {
        boolean over = arrived + lost >= waiting();
        return new LedgerEntry(id, domain, size, accepted, deliverBy, expires, recipients, delivered + arrived,
                failed + lost, relayed, where, over ? Optional.of(settled.orElse(at)) : Optional.empty(), said,
                missed);
    }
}
