package org.packetboat.protocols.uucp.mail;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Handover;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.bundle.packing.PackedBundle;

/**
 * A batch for another Packetboat.
 *
 * @param frozen    its bytes
 * @param transfers the mails in it, in order
 * @param damaged   how often it arrived damaged in this call
 * @param remade    whether it was frozen anew in this call
 */
public record BundleJob(PackedBundle frozen, List<Transfer> transfers, int damaged, boolean remade) implements Job {
    /** The command that takes a batch; only a Packetboat knows it. */
    public static final String COMMAND = "packetboat-batch";

    public BundleJob {
        transfers = List.copyOf(transfers);
    }

    /** The same bytes, once more. */
    public BundleJob again() {
        return new BundleJob(frozen, transfers, damaged + 1, remade);
    }

    @Override
    public String name() {
        return frozen.id();
    }

    @Override
    public String command() {
        return COMMAND;
    }

    @Override
    public Body body() {
        return frozen.body();
    }

    @Override
    public Map<EnvelopeId, Map<Recipient, Outcome>> all(Outcome outcome) {
        Map<EnvelopeId, Map<Recipient, Outcome>> all = new HashMap<>();
        transfers.forEach(transfer -> all.put(transfer.envelope().id(), each(transfer, outcome)));
        return all;
    }

    /** What becomes of each envelope in it, if all are delivered but those of these places: a 4xx is tried again. */
    public Map<EnvelopeId, Map<Recipient, Outcome>> delivered(Map<Integer, Reply> refused, Handover handover) {
        Reply taken = new Reply(250, "2.0.0", "taken in by the site, batch " + name());
        Map<EnvelopeId, Map<Recipient, Outcome>> all = new HashMap<>(
                all(new Outcome.Delivered(taken, true, handover)));
        refused.forEach((place, reply) -> {
            Transfer transfer = transfers.get(place);
            all.put(transfer.envelope().id(),
                    each(transfer, reply.isPermanent() ? new Outcome.Refused(reply) : new Outcome.Deferred(reply)));
        });
        return all;
    }

    /** The same for every recipient. */
    public static Map<Recipient, Outcome> each(Transfer transfer, Outcome outcome) {
        Map<Recipient, Outcome> each = new HashMap<>();
        transfer.envelope().recipients().forEach(recipient -> each.put(recipient, outcome));
        return each;
    }

    /** Told where it holds one mail only. */
    @Override
    public Optional<Action.Progress> progress(long sent) {
        if (transfers.size() > 1) return Optional.empty();
        Transfer only = transfers.getFirst();
        return Optional.of(new Action.Progress(only.envelope().id(), only.body().size() * sent / body().size()));
    }

    /** Bytes of mail in it. */
    public long mailBytes() {
        return transfers.stream().mapToLong(transfer -> transfer.body().size()).sum();
    }
}
