package org.packetboat.protocols.uucp.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;

/** A queue in memory: what is not settled as delivered or refused is offered again in the next call. */
public final class TestSupply {
    public final List<Transfer> waiting = new ArrayList<>();
    final Map<EnvelopeId, Map<Recipient, Outcome>> settled = new HashMap<>();
    final List<Ending> endings = new ArrayList<>();
    Instant endedAt = Instant.MIN;
    final List<Long> progress = new ArrayList<>();
    final List<SessionFigures> figures = new ArrayList<>();

    private Runnable whenSettled = () -> {};

    /** Does this when some mail has been settled, on the line's thread; once. */
    public void whenSettled(Runnable work) {
        whenSettled = work;
    }

    public void add(Transfer transfer) {
        waiting.add(transfer);
    }

    /** The supply for one call. */
    public Supply open() {
        return open(() -> {});
    }

    /** The supply for one call, and who hears of its end. */
    public Supply open(Runnable over) {
        Set<EnvelopeId> offered = new HashSet<>();
        return new Supply() {
            @Override
            public void next(Consumer<Optional<Transfer>> answer) {
                answer.accept(waiting.stream().filter(t -> offered.add(t.envelope().id())).findFirst());
            }

            @Override
            public void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
                settled.computeIfAbsent(id, _ -> new HashMap<>()).putAll(outcomes);
                boolean kept = outcomes.values().stream()
                        .anyMatch(o -> o instanceof Outcome.Deferred || o instanceof Outcome.Interrupted);
                if (!kept) waiting.removeIf(transfer -> transfer.envelope().id().equals(id));
                Runnable work = whenSettled;
                whenSettled = () -> {};
                work.run();
            }

            @Override
            public void progress(EnvelopeId id, long bytes) {
                progress.add(bytes);
            }

            @Override
            public void figures(SessionFigures told) {
                figures.add(told);
            }

            @Override
            public void ended(Ending ending) {
                endings.add(ending);
                over.run();
            }
        };
    }

    public Ending lastEnding() {
        return endings.getLast();
    }
}
