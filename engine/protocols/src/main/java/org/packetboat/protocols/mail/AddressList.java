package org.packetboat.protocols.mail;

import java.util.ArrayList;
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
        return new AddressReader(text).read(Integer.MAX_VALUE);
    }

    /** Several as one. @param most entries to read, those that are no address among them: the rest is left */
    public static AddressList read(List<String> texts, int most) {
        List<NamedMailbox> mailboxes = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (String text : texts) {
            AddressList next = new AddressReader(text).read(most - mailboxes.size() - faults.size());
            mailboxes.addAll(next.mailboxes());
            faults.addAll(next.faults());
        }
        return new AddressList(mailboxes, faults);
    }
}
