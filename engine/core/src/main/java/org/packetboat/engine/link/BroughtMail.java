package org.packetboat.engine.link;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.TextRule;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.store.StoreException;

/** Mail that a session or a disk brings, on its way into the queue. */
public final class BroughtMail {
    private static final int PIECE = 64 * 1024;
    /** Of mail that is only sent back no more than this is looked at: its header. */
    private static final int SENT_BACK = 32 * 1024;

    private BroughtMail() {}

    /**
     * Takes one in, by commit A. Its body is read before this returns.
     *
     * @param answer called once, from any thread
     */
    public static void takeIn(LinkSession.Action.TakeIn taken, Intake into, Instant now, Consumer<Receipt> answer) {
        Incoming incoming = into.begin(now);
        if (taken.submission().name().isPresent()) incoming.recognise();
        Optional<Reply> wrong = fill(incoming, taken);
        if (taken.refusal().isPresent()) {
            incoming.sendBack(taken.submission(), taken.refusal().get(), now, answer);
        } else if (wrong.isPresent()) {
            incoming.abandon();
            answer.accept(new Receipt.Rejected(wrong.get()));
        } else {
            incoming.commit(taken.trusted() ? taken.submission().inBigSend(incoming.bigSend()) : taken.submission(),
                    now, answer);
        }
    }

    /** @return why it can't be taken: whatever the session speaks, the same rule holds for the text it brings */
    private static Optional<Reply> fill(Incoming incoming, LinkSession.Action.TakeIn taken) {
        TextRule.Watch text = new TextRule.Watch();
        boolean back = taken.refusal().isPresent();
        long end = back ? Math.min(taken.body().size(), SENT_BACK) : taken.body().size();
        try {
            byte[] trace = taken.trace().apply(incoming.id());
            incoming.append(trace, 0, trace.length);
            for (long at = 0; at < end && (back || text.isWellSoFar());) {
                byte[] piece = taken.body().read(at, (int) Math.min(PIECE, end - at));
                text.see(piece, 0, piece.length);
                incoming.append(piece, 0, piece.length);
                at += piece.length;
            }
            return text.flaw();
        } catch (StoreException failed) {
            return Optional.of(Reply.NO_SPACE);
        }
    }
}
