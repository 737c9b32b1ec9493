package org.packetboat.engine.stage;

import java.time.Instant;
import org.packetboat.engine.accept.OperatorMail;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.queue.ledger.StagedSend;
import org.packetboat.engine.store.StoreException;

/**
 * The mail that tells the operator that a big send has stopped, and how to go on. It is written with the stop: a kill
 * leaves both or neither. If the disk has no room for the mail, the stop goes without it.
 */
final class StopNotice {
    private final OperatorMail mail;

    StopNotice(OperatorMail mail) {
        this.mail = mail;
    }

    /** @param waiting how many sites do not have the message */
    void add(QueueBatch stop, StagedSend send, String why, int waiting, Instant now) {
        String name = send.plan().name();
        try {
            mail.add(stop, "A big send has stopped", "The big send " + name + " (" + send.plan().message()
                    + ") has stopped at stage " + send.course().stage() + " of " + send.plan().stages() + ": " + why
                    + ".\r\n" + waiting + " sites do not have it. It goes no further until you decide:\r\n\r\n"
                    + choice(name, "--resume", "goes on")
                    + choice(name, "--next-stage", "begins the next stage at once")
                    + choice(name, "--abort", "takes out what waits"), now);
        } catch (StoreException _) {
            // the stop itself must not wait for room
        }
    }

    private static String choice(String name, String option, String what) {
        return "  packetboat batch \"" + name + "\" " + option + "   " + what + "\r\n";
    }
}
