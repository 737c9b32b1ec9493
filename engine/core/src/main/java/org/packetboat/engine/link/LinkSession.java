package org.packetboat.engine.link;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;

/**
 * A protocol spoken over a line, without I/O, threads or a clock: events in, actions out. A value used once, by one
 * thread at a time. The same session runs over a socket, a serial port and the simulator.
 */
public interface LinkSession {
    /** Takes an event and answers with what is to be done, in order. After a {@link Action.HangUp} it wants no more. */
    List<Action> on(Event event, Instant now);

    /** What it has carried so far, as far as it knows; bytes on the wire and mail are counted for it. */
    default SessionFigures figures() {
        return SessionFigures.NONE;
    }

    /** How many replies of the far side it has heard: while that grows, the far side is not silent. */
    default long replies() {
        return 0;
    }

    /** What can happen to a session. */
    sealed interface Event {
        /** The line is up. */
        record Connected() implements Event {}

        /** Bytes came in. The array is the session's from now on. */
        record Received(byte[] bytes) implements Event {}

        /** All that was sent has left; more may be given to the line. */
        record Drained() implements Event {}

        /** The answer to {@link Action.Ask}; nothing if nothing more can be sent. */
        record Offered(List<Transfer> transfers) implements Event {}

        /** The answer to {@link Action.TakeIn} with this ticket. */
        record TakenIn(long ticket, Receipt receipt) implements Event {}

        /** The answer to a {@link Action.Consult}: the session runs it. */
        record Advised(Runnable then) implements Event {}

        /** The line is encrypted from now on. */
        record Secured() implements Event {}

        /** The time of {@link Action.Alarm} has come. */
        record Rang() implements Event {}

        /** The line is gone. */
        record Lost(String why) implements Event {}

        /** There may be more for the far side than was offered, see {@link Link.Session#mailWaits}. */
        record MailWaits(Priority highest) implements Event {}

        /** Somebody else wants the line, see {@link Link.Session#othersWait}. */
        record OthersWait() implements Event {}

        /** The session is to end, see {@link Link.Session#stop}. */
        record Stop(boolean now, String why) implements Event {}
    }

    /** What a session wants done. */
    sealed interface Action {
        /** Send these bytes; {@link Event.Drained} follows once they have left. */
        record Send(byte[] bytes) implements Action {}

        /** Start TLS on the line, as client; {@link Event.Secured} or {@link Event.Lost} follows. */
        record Secure() implements Action {}

        /** Ask the supply for envelopes; {@link Event.Offered} follows. One question at a time. */
        record Ask(Demand demand) implements Action {}

        /** Tell the supply what became of a transfer. */
        record Settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) implements Action {}

        /** Tell the supply how far a transfer is. */
        record Progress(EnvelopeId id, long bytes) implements Action {}

        /**
         * Take in a message that came over this line; {@link Event.TakenIn} with the same ticket follows after commit
         * A. The body is read before this action returns.
         *
         * @param refusal why it is not to be delivered, if so: only its sender is told then
         * @param trusted whether its header may put it into a big send
         * @param trace   what goes before the body, given the message's id: its trace line
         */
        record TakeIn(long ticket, Submission submission, Optional<Reply> refusal, boolean trusted,
                Function<QueueId, byte[]> trace, Body body) implements Action {}

        /**
         * Put this question to somebody who takes his time and has threads of his own; {@link Event.Advised} with his
         * answer follows.
         *
         * @param question given where the answer goes, once, from any thread
         */
        record Consult(Consumer<Consumer<Runnable>> question) implements Action {}

        /** Ring at this time; replaces an earlier alarm. {@link Instant#MAX} switches it off. */
        record Alarm(Instant at) implements Action {}

        /** Close the line and tell the supply that the session is over. The last action of a session. */
        record HangUp(Ending ending) implements Action {}
    }
}
