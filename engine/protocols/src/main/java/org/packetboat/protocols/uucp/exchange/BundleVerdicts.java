package org.packetboat.protocols.uucp.exchange;

import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.link.Handover;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.bundle.packing.Unpacked;
import org.packetboat.protocols.uucp.mail.BundleJob;
import org.packetboat.protocols.uucp.mail.Printable;

/** What is done on the far side's word on a batch: all policy for batches that were not taken is here. */
final class BundleVerdicts {
    private static final int SENT_AGAIN = 2;
    private static final String UNREADABLE = "the site cannot read our batch: ";

    private final Packer packer;

    BundleVerdicts(Packer packer) {
        this.packer = packer;
    }

    /** What to do. */
    sealed interface Step {
        /** Settle its mails like this; it is over. */
        record Delivered(Map<EnvelopeId, Map<Recipient, Outcome>> outcomes) implements Step {}

        /** Settle its mails like this; the batch stays as it is for the next call. */
        record Settled(Map<EnvelopeId, Map<Recipient, Outcome>> outcomes) implements Step {}

        /** Settle its mails like this; what comes of them in the next call is made anew. */
        record Dropped(Map<EnvelopeId, Map<Recipient, Outcome>> outcomes) implements Step {}

        /** Send the same bytes again. */
        record Again() implements Step {}

        /** Make a new batch of its mails. */
        record Anew() implements Step {}

        /** Send its mails one by one, as to a stock peer. */
        record OneByOne() implements Step {}
    }

    Step on(BundleJob batch, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Taken(String answer) -> taken(batch, answer);
            case Verdict.Refused(Reply reply, String answer) -> refused(batch, reply, answer);
            case Verdict.Later(Reply reply) -> later(batch, reply);
        };
    }

    private Step taken(BundleJob batch, String answer) {
        Optional<BundleAnswer> told = BundleAnswer.parse(answer, batch.transfers().size());
        if (told.isEmpty()) return later(batch, new Reply(451, "4.5.0", "not understood: " + Printable.of(answer)));
        if (!packer.isReceipt(batch.frozen().id(), told.get().proof())) {
            return later(batch, new Reply(454, "4.7.0", "the answer of the site proves nothing: has it our key?"));
        }
        return new Step.Delivered(batch.delivered(told.get().refused(),
                packer.takesReports() ? Handover.REPORTED : Handover.UNREPORTED));
    }

    private Step refused(BundleJob batch, Reply reply, String answer) {
        return answer.startsWith("CN") ? onFault(batch, fault(answer)) : alone(batch, reply);
    }

    /** What is not named is damage: a batch never comes in whole and is refused for nothing. */
    private static Unpacked.Fault fault(String answer) {
        for (Unpacked.Fault fault : Unpacked.Fault.values()) {
            if (answer.equals(word(fault))) return fault;
        }
        return Unpacked.Fault.DAMAGED;
    }

    /** How a fault is told to the sender. */
    static String word(Unpacked.Fault fault) {
        return switch (fault) {
            case REFERENCE -> "CN reference";
            case DAMAGED -> "CN damaged";
            case UNKNOWN -> "CN unknown";
            case LARGE -> "CN large";
            case KEY -> "CN key";
        };
    }

    private Step onFault(BundleJob batch, Unpacked.Fault fault) {
        return switch (fault) {
            case REFERENCE -> {
                packer.withoutHistory();
                yield anew(batch, "it lacks a reference");
            }
            case DAMAGED -> batch.damaged() < SENT_AGAIN ? new Step.Again() : anew(batch, "it arrives damaged");
            case UNKNOWN -> unknown(batch, new Reply(451, "4.3.0", UNREADABLE + "it is not understood"));
            case LARGE -> alone(batch, new Reply(451, "4.3.0", UNREADABLE + "it is too large"));
            case KEY -> later(batch, new Reply(454, "4.7.0", "the site has another key than ours"));
        };
    }

    /** It may have lost a codec since the greeting, and says so in the next. */
    private Step unknown(BundleJob batch, Reply reply) {
        return packer.isSealing()
                ? new Step.Dropped(batch.all(new Outcome.Deferred(reply)))
                : new Step.OneByOne();
    }

    private Step anew(BundleJob batch, String why) {
        return batch.remade() ? later(batch, new Reply(451, "4.3.0", UNREADABLE + why)) : new Step.Anew();
    }

    /** Where nothing may go in the clear, it has to wait. */
    private Step alone(BundleJob batch, Reply reply) {
        Reply waiting = reply.isPermanent() ? new Reply(451, "4.3.0", UNREADABLE + reply.text()) : reply;
        return packer.isSealing() ? later(batch, waiting) : new Step.OneByOne();
    }

    private static Step later(BundleJob batch, Reply reply) {
        return new Step.Settled(batch.all(new Outcome.Deferred(reply)));
    }
}
