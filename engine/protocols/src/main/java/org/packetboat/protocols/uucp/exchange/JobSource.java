package org.packetboat.protocols.uucp.exchange;

import java.util.Optional;
import org.packetboat.engine.link.Transfer;
import org.packetboat.protocols.uucp.mail.Job;

/** Makes jobs of the mail that the supply offers, and settles the mail when the far side has spoken. */
interface JobSource {
    /** A job will soon be wanted: to have it ready by then. */
    void ask();

    /** The supply's answer. */
    void offered(Optional<Transfer> transfer);

    /** The next job, if it is ready. */
    Optional<Job> next();

    /** What became of a job. */
    void settle(Job job, Verdict verdict);

    /** Whether nothing is being made, ready, or being put away. */
    boolean isIdle();

    /** Whether the supply has nothing more. */
    boolean isExhausted();

    /** The supply may have something again. */
    void lookAgain();

    /** What went in batches and was taken. */
    default BundleTally tally() {
        return BundleTally.NONE;
    }

    /** Make nothing new. */
    void stop();
}
