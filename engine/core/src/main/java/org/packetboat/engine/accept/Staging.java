package org.packetboat.engine.accept;

import java.util.List;
import java.util.Optional;
import org.packetboat.engine.intake.Stages;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.queue.ledger.StagedSend;
import org.packetboat.engine.route.Policy;

/** Has a message of a big send wait for its stages, where its submitter wants that. */
final class Staging {
    private Staging() {}

    /**
     * The submission with the stages that the message's own header names, unless it says itself what they are. Who has
     * it from another Packetboat is not the one who divides it: that was done there.
     *
     * @throws IllegalArgumentException with what was found and what is expected: sent to all at once, it would do what
     *                                  its submitter wanted to prevent
     */
    static Submission of(Submission s, Optional<String> header) {
        boolean isOurs = s.options().bigSend().isPresent() && s.name().isEmpty();
        Submission asked = isOurs && s.options().stages().isEmpty()
                ? s.with(s.options().withStages(header.map(Staging::read)))
                : s;
        if (asked.options().stages().isPresent() && asked.options().bigSend().isEmpty())
            throw new IllegalArgumentException("stages without a big send; name it with batch or X-Big-Send");
        return asked;
    }

    private static Stages read(String header) {
        try {
            return Stages.parse(header);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("X-Big-Send-Stages: " + e.getMessage(), e);
        }
    }

    /** The envelopes, of which those of later stages wait. */
    static List<Envelope> waiting(Submission s, List<Envelope> envelopes, Policy policy) {
        Optional<List<Integer>> ends = ends(s, envelopes.size());
        return ends.isEmpty() ? envelopes : envelopes.stream().map(e -> {
            if (e.id().index() < ends.get().getFirst()) return e;
            Envelope waiting = e.waitingForStage();
            return waiting.expiring(policy.end(waiting));
        }).toList();
    }

    /** What steers the message from now on; empty if it goes to all at once. */
    static Optional<StagedSend> send(Submission s, Message message, int envelopes) {
        return ends(s, envelopes).map(ends -> {
            Stages stages = s.options().stages().orElseThrow();
            return StagedSend.begin(new StagedSend.Plan(message.batch().orElseThrow(), message.id(), ends,
                    stages.stopOn(), stages.pause(), s.options().notBefore(),
                    StagedSend.Replaces.valueOf(stages.replaces().name())));
        });
    }

    /** A single stage without a limit of failures that takes the place of nothing needs no steering. */
    private static Optional<List<Integer>> ends(Submission s, int envelopes) {
        return s.options().stages().filter(_ -> envelopes > 0)
                .filter(stages -> isSteered(stages, envelopes)).map(stages -> stages.ends(envelopes));
    }

    private static boolean isSteered(Stages stages, int envelopes) {
        return stages.replaces() != Stages.Replaces.NOTHING || stages.stopOn() != StagedSend.UNLIMITED
                || stages.ends(envelopes).size() > 1;
    }
}
