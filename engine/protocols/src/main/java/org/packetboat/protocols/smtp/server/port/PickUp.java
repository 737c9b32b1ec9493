package org.packetboat.protocols.smtp.server.port;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;

/**
 * Gives those who have logged in the mail that waits for them: ETRN (RFC 1985) has it sent where it always goes, ATRN
 * (RFC 2645) gives it over the same connection. Answers may come from any thread.
 */
public interface PickUp {
    /** To ETRN for what is none of the user's (RFC 1985 section 5.3). */
    Reply NOT_YOURS = new Reply(459, "4.7.1", "You may not ask for this node's mail");

    /** To ATRN likewise (RFC 2645). */
    Reply TURN_REFUSED = new Reply(450, "4.7.1", "ATRN request refused");

    /** Nobody may pick up anything. */
    PickUp NONE = new PickUp() {
        @Override
        public boolean allows(String user) {
            return false;
        }

        @Override
        public void start(String user, String node, Consumer<Reply> answer) {
            answer.accept(NOT_YOURS);
        }

        @Override
        public void turn(String user, String host, List<Domain> domains, Consumer<Turn> answer) {
            answer.accept(new Turn.Refused(TURN_REFUSED));
        }
    };

    /** What came of a wish to turn the connection round. */
    sealed interface Turn {
        record Refused(Reply reply) implements Turn {}

        /**
         * It is to be turned round: this session speaks on it from now on, as client.
         *
         * @param supply where that gets its mail, given what ends it
         */
        record Ready(LinkSession session, Function<Link.Session, Supply> supply) implements Turn {}
    }

    /** Whether this user may pick up anything. */
    boolean allows(String user);

    /** ETRN. @param node a domain, {@code @} and a domain for it and all below, or {@code #} and a site */
    void start(String user, String node, Consumer<Reply> answer);

    /**
     * ATRN.
     *
     * @param host    who the user's server is, as notices name it: an address in brackets
     * @param domains whose mail is wanted; all that the user may have, if none
     */
    void turn(String user, String host, List<Domain> domains, Consumer<Turn> answer);

    /** A domain as a command names it. */
    static Optional<Domain> domain(String text) {
        try {
            return Optional.of(new Domain(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
