package org.packetboat.protocols.smtp.filter;

import org.packetboat.engine.mail.Reply;

/** What filters say of a command or of a message. */
public sealed interface Verdict {
    /** All of them let it pass. */
    record Passed() implements Verdict {}

    /** One does not want it. @param reply a 4xx or 5xx; the connection ends with a 421 */
    record Refused(Reply reply) implements Verdict {}

    /** One wants the message to vanish, while the client is told that it was accepted. @param filter its name */
    record Discarded(String filter) implements Verdict {}
}
