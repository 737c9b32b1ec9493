package org.packetboat.protocols.milter;

import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.protocols.smtp.filter.FilterClient;
import org.packetboat.protocols.smtp.filter.Verdict;

/** The part of one filter in one session. Used by one thread at a time but for {@link #end}. */
interface FilterPart {
    /** A message begins. */
    Verdict mail(FilterClient client, Optional<Address> sender);

    /** One more recipient. */
    Verdict rcpt(Address recipient);

    /** The message is whole. @param space gives room for a new text */
    Verdict text(MailUnderWay mail, Supplier<Incoming> space, Disk disk);

    /** The open message goes no further. */
    void reset();

    /** Ends the conversation as it should be. */
    void quit();

    /** The session is over: whatever is waited for ends. From any thread. */
    void end();
}
