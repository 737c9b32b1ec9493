package org.packetboat.protocols.modem;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.settle.Endings;

/**
 * What is said on a line before the session: to a modem, to a login prompt, or by one. Without I/O, threads or a clock;
 * a value used once. Each answer holds until the next: an alarm that was asked for is replaced.
 */
public interface Prelude {
    byte[] NOTHING = {};

    /** The line is there; it is this one's turn. */
    Step begin(Instant now);

    /** Bytes came in. */
    Step heard(byte[] bytes, Instant now);

    /** The time has come that {@link Step.Wait} named. */
    Step rang(Instant now);

    /** What is to be done. */
    sealed interface Step {
        /** Say this, which may be nothing, and listen until then. */
        record Wait(byte[] say, Instant until) implements Step {}

        /**
         * Say this, and go on with what comes next.
         *
         * @param rest what came in and belongs to that
         * @param rate the line's rate in bytes per second, if it was told
         */
        record Through(byte[] say, byte[] rest, OptionalLong rate) implements Step {}

        /**
         * There will be no session.
         *
         * @param ending what it came to
         * @param fault  whether modem or port are to blame, not the far side: another one may have more luck
         * @param bars   for how long this modem need not be told to dial the same number again
         */
        record Failed(Ending ending, boolean fault, Duration bars) implements Step {
            /** The far side was not reached. */
            public Failed(Reply reply, boolean fault) {
                this(new Ending.Unreached(reply), fault, Duration.ZERO);
            }

            /** Why. */
            public Reply reply() {
                return Endings.reply(ending);
            }
        }
    }
}
