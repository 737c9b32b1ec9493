package org.packetboat.engine.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Reply;

/**
 * The way in. Every adapter that accepts mail (SMTP, Kafka, files, calls) hands it over here. May be called from any
 * thread.
 */
public interface Intake {
    /** Whether mail is taken at all now: empty if so, else the 421 with which clients are sent away for a while. */
    default Optional<Reply> outOfService() {
        return Optional.empty();
    }

    /**
     * Whether mail for this address would be accepted now. Aliases are looked through.
     *
     * @return empty if so, else the reply to give: 550 5.4.4 without a route, 550 5.1.1 for an unknown local name
     */
    Optional<Reply> refusal(Address recipient);

    /**
     * The same of a message that is known so far, by the delivery rules too. What they say of its size counts anew
     * once it is there.
     */
    default Optional<Reply> refusal(AnnouncedMail mail, Address recipient) {
        return refusal(recipient);
    }

    /** Why the delivery rules refuse a message whoever its recipients are; empty if that is not so. */
    default Optional<Reply> refusal(AnnouncedMail mail) {
        return Optional.empty();
    }

    /** What delivery rules came to, those alone that had something to do. */
    default List<RuleCount> ruled() {
        return List.of();
    }

    /**
     * Whether more mail for this address is put off, since too much waits for its site already (452 4.3.1). A
     * source that keeps its order waits there with all that comes behind it.
     */
    default Optional<Reply> delay(Address recipient) {
        return Optional.empty();
    }

    /** Whether somebody was asked to write to this address, and may do so now: only he knows it. */
    default boolean awaitsAnswer(Address recipient) {
        return false;
    }

    /** Starts taking in a message. The caller must end it by {@link Incoming#commit} or {@link Incoming#abandon}. */
    Incoming begin(Instant now);

    /** What tells the queue that it goes to from all others in the world; empty where nothing does. */
    default String place() {
        return "";
    }

    /** The largest message taken, in bytes. */
    long largestMessage();
}
