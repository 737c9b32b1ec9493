package org.packetboat.protocols.smtp.filter;

import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.mail.Address;

/**
 * What filters say of the mail of one session. One question at a time; the caller is not kept waiting. Each answer
 * comes once, from any thread, also if the session has ended meanwhile. Used by the session's thread.
 */
public interface FilterSession {
    /** Begins a message. @param sender empty for the null path */
    void mail(FilterClient client, Optional<Address> sender, Consumer<Verdict> answer);

    /** Whether the open message may go to this recipient, too. A refusal is for this recipient alone. */
    void rcpt(Address recipient, Consumer<Verdict> answer);

    /** The whole of the open message, which ends with that. Its text is not touched until the answer comes. */
    void text(MailToFilter mail, Consumer<Filtered> answer);

    /** The open message comes to nothing. */
    void reset();

    /** The session is over. */
    void close();
}
