package org.packetboat.engine.link;

import org.packetboat.engine.mail.Reply;

/** Why a session is over. */
public sealed interface Ending {
    /** Both sides had said all they had to say. */
    record Finished() implements Ending {}

    /**
     * The site could not be reached, or would not talk: nothing is the fault of any one message.
     *
     * @param givesWay whether it may have been calling us at the same moment and comes first: then we call it later
     */
    record Unreached(Reply reply, boolean givesWay) implements Ending {
        /** It was not calling us. */
        public Unreached(Reply reply) {
            this(reply, false);
        }

        /** Mail system congestion (RFC 3463 section 3.5), ours. */
        private static final String NOT_DIALLED = "4.4.5";

        /** Nothing was dialled, since no port of ours could be had: that cost nothing. @param why in one line */
        public static Unreached undialled(String why) {
            return new Unreached(new Reply(450, NOT_DIALLED, why));
        }

        /** Whether anybody was called. */
        public boolean isDialled() {
            return reply.host().isPresent() || !reply.status().equals(NOT_DIALLED);
        }

        /** The link has a bug: its call must end all the same, lest it keep others from their turn. */
        public static Unreached by(RuntimeException bug) {
            return new Unreached(new Reply(451, "4.3.0", "The link failed: " + bug));
        }
    }

    /**
     * The site answers, and does not let us in: it refuses our login, or wants one, or wants TLS for it. Nothing is the
     * fault of any one message, and somebody has to do something first.
     */
    record LoginRefused(Reply reply) implements Ending {}

    /**
     * One side does not accept the other's TLS: a certificate is not trusted, or not shown, or there is no TLS where it
     * must be. Nothing is the fault of any one message, and somebody has to do something first.
     */
    record TlsRefused(Reply reply) implements Ending {}

    /** The line was lost in the middle. */
    record Dropped(Reply reply) implements Ending {}

    /** We ended it: the window closed, or the operator said so. */
    record Stopped(String why) implements Ending {}
}
