package org.packetboat.protocols.mail;

import java.util.List;

/**
 * A list of addresses as people and programs write it in a header or on a command line (RFC 5322 sections 3.4 and 4.4):
 * names and angle brackets, quoted strings, comments, groups, source routes, domain literals, folded lines, empty
 * places. Bare local parts are read, too. What can't be read is passed over up to the next comma.
 *
 * @param mailboxes whom it names, in order; the members of groups among them
 * @param faults    what could not be read, as it is written
 */
public record AddressList(List<NamedMailbox> mailboxes, List<String> faults) {
    public AddressList {
        mailboxes = List.copyOf(mailboxes);
        faults = List.copyOf(faults);
    }

    public static AddressList read(String text) {
        return new AddressReader(text).read();
    }
}
