package org.packetboat.protocols.uucp.greeting;

import java.util.Optional;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Reply;

/** What a far side may do with the mail it brings. */
public interface CallerRights {
    /** May send wherever routes lead, and is believed: as a client may that has logged in by SMTP. */
    CallerRights ALL = new CallerRights() {
        @Override
        public Optional<Reply> refusal(Optional<Address> sender, Address recipient) {
            return Optional.empty();
        }

        @Override
        public boolean mayRelay() {
            return true;
        }

        @Override
        public boolean mayBeTold(Address sender) {
            return true;
        }
    };

    /** Why it may not send this, if so; a 550. @param sender empty for mail that comes back */
    Optional<Reply> refusal(Optional<Address> sender, Address recipient);

    /**
     * Why nobody's mail for this address is taken: no route serves it and such mail is not held ({@code unroutable}),
     * or it is nobody here; a 5xx. Empty if it is taken.
     */
    default Optional<Reply> unknown(Address recipient) {
        return Optional.empty();
    }

    /** Why the delivery rules refuse this mail for this address; a 5xx. Empty if they don't. */
    default Optional<Reply> ruled(AnnouncedMail mail, Address recipient) {
        return Optional.empty();
    }

    /** Why mail for this address is put off, since too much waits for its site already; a 4xx. Empty if it is not. */
    default Optional<Reply> delay(Address recipient) {
        return Optional.empty();
    }

    /** Whether it may send wherever routes lead; the names that others gave to mail are believed from such only. */
    boolean mayRelay();

    /**
     * Whether a notice about mail that it brings may go to this sender. A notice to anybody it names would let it send
     * where it may not, with a text of its own.
     */
    boolean mayBeTold(Address sender);
}
