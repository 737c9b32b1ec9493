package org.packetboat.engine.queue.ledger;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.Batch;

/**
 * What one batch changes in the ledger. Of one envelope only one batch is under way at a time, so what is read here is
 * as the last batch left it.
 */
public final class LedgerPage {
    private record Change(String name, LedgerEntry before, LedgerEntry after) {}

    private final BatchLedger ledger;
    private final Map<EnvelopeId, Change> changes = new LinkedHashMap<>();
    private final Map<EnvelopeId, List<Address>> dead = new HashMap<>();

    public LedgerPage(BatchLedger ledger) {
        this.ledger = ledger;
    }

    /** An envelope enters the queue. */
    public void open(Batch batch, Envelope envelope) {
        envelope.message().batch().ifPresent(name -> ledger.open(batch, name, LedgerEntry.of(envelope)));
    }

    /** An envelope is sent again, to so many who had it, and so many for whom another Packetboat had it. */
    public void reopen(Envelope envelope, int delivered, int relayed) {
        envelope.message().batch()
                .ifPresent(name -> change(name, envelope.id(), entry -> entry.reopened(delivered, relayed)));
    }

    /** An envelope goes to the dead: that is told after this. */
    public void bury(Envelope envelope) {
        dead.put(envelope.id(), envelope.recipients().stream().map(Recipient::address).toList());
    }

    /** Something happens to an envelope. */
    public void note(StatusEvent event) {
        if (!(event instanceof StatusEvent.OfEnvelope e) || e.batch().isEmpty()) return;
        change(e.batch().get(), e.id(), entry -> after(entry, e));
    }

    /** The server that has an envelope told what became of it. */
    public void noteReported(StatusEvent.OfEnvelope event) {
        event.batch().ifPresent(name -> change(name, event.id(), entry -> entry.reported(event)));
    }

    private void change(String name, EnvelopeId id, UnaryOperator<LedgerEntry> change) {
        Optional.ofNullable(changes.get(id))
                .or(() -> ledger.entry(name, id).map(entry -> new Change(name, entry, entry)))
                .ifPresent(c -> changes.put(id, new Change(name, c.before(), change.apply(c.after()))));
    }

    private LedgerEntry after(LedgerEntry entry, StatusEvent.OfEnvelope event) {
        LedgerEntry after = entry.after(event);
        return event instanceof StatusEvent.Died ? after.missing(dead.getOrDefault(event.id(), List.of())) : after;
    }

    /** Writes what has changed. */
    public void write(Batch batch) {
        changes.values().stream().filter(c -> !c.before().equals(c.after())).forEach(c -> write(batch, c));
    }

    private void write(Batch batch, Change c) {
        if (c.after().recipients() == 0) ledger.drop(batch, c.name(), c.before());
        else ledger.change(batch, c.name(), c.before(), c.after());
    }

    /** Another edition goes to those who missed this. */
    public void drop(Batch batch, String name, LedgerEntry entry) {
        ledger.drop(batch, name, entry);
    }

    /** A message of a big send is steered from now on, or further. */
    public void stage(Batch batch, StagedSend send) {
        ledger.staged().put(batch, send);
    }

    /** A message of a big send is steered no more. */
    public void unstage(Batch batch, QueueId message) {
        ledger.staged().remove(batch, message);
    }
}
