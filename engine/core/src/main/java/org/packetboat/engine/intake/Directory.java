package org.packetboat.engine.intake;

import java.util.Optional;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;

/**
 * Knows who there is at the domains that have a list of recipients, and at which site each lives. Asked from any
 * thread, several times for each recipient; answers within some tens of microseconds.
 */
public interface Directory {
    /** No domain has a list. */
    Directory NONE = new Directory() {
        @Override
        public Finding find(Address recipient) {
            return new Finding.NoList();
        }

        @Override
        public boolean covers(Domain domain) {
            return false;
        }

        @Override
        public Optional<String> usualSite(Domain domain) {
            return Optional.empty();
        }
    };

    /** What is known of an address. The case of its local part does not count. */
    Finding find(Address recipient);

    /** Whether a domain has a list, or is to have one. */
    boolean covers(Domain domain);

    /** The site where those of a domain live of whom its list says nothing else; empty: where its mail goes. */
    Optional<String> usualSite(Domain domain);

    /** What is known of an address. */
    sealed interface Finding {
        /** Its domain has no list: anybody may be there. */
        record NoList() implements Finding {}

        /**
         * It is on the list.
         *
         * @param site    the site where it lives; empty: where the mail of its domain goes
         * @param mailbox whose it is: the address without what stands behind the separator of a sub-address
         */
        record Known(Optional<String> site, Address mailbox) implements Finding {}

        /** Its domain has a list, and it is not on it. */
        record Unknown() implements Finding {}

        /**
         * Its domain is to have a list, which was not read yet, or can't be read now; or it is not on it, and the list
         * is known to be old, or may be.
         */
        record NotKnownYet() implements Finding {}
    }
}
