package org.packetboat.engine.link;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;

/**
 * Where a session gets its mail and leaves what became of it. Given to the link when a session is opened; may be
 * called from any thread. After {@link #ended} nothing of it may be called.
 */
public interface Supply {
    /**
     * Asks for the next envelope for this site. One question at a time.
     *
     * @param answer called once, from any thread; empty when nothing more can be sent in this session
     */
    void next(Consumer<Optional<Transfer>> answer);

    /**
     * Asks for as many envelopes as there is room for, which saves a question for each. Fewer may come, though there is
     * more. One question at a time.
     *
     * @param answer called once, from any thread; empty when nothing more can be sent in this session
     */
    default void take(Demand demand, Consumer<List<Transfer>> answer) {
        next(transfer -> answer.accept(transfer.stream().toList()));
    }

    /** Commit B: what became of a transfer, for each of its recipients. A recipient left out was not tried. */
    void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes);

    /** How far a long transfer is, in bytes of the message. */
    void progress(EnvelopeId id, long bytes);

    /**
     * The far side's answer has come for mail that a carrier took in this session, or an earlier one
     * ({@link Outcome.Carried}).
     *
     * @param outcomes by recipient; who is no longer awaited is passed over
     * @param answer   called once, from any thread: whether all of it is on disk; if not, it is to be told again
     */
    default void carried(EnvelopeId id, Map<Address, Outcome> outcomes, Consumer<Boolean> answer) {
        answer.accept(false);
    }

    /**
     * Whether this is a session. If not, another one has the far side's mail now: nothing comes of this one.
     *
     * @param answer called once, from any thread
     */
    default void opened(Consumer<Boolean> answer) {
        answer.accept(true);
    }

    /** The session does something that is of no matter here: mail of the far side comes in. */
    default void active() {}

    /** What the session has carried so far; told now and then, and before its end. */
    default void figures(SessionFigures figures) {}

    /** The session is over. Transfers not settled until now go back to waiting, uncounted. */
    void ended(Ending ending);
}
