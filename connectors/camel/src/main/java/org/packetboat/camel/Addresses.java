package org.packetboat.camel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.text.Quoted;
import org.packetboat.protocols.mail.AddressList;

/** Reads addresses as routes and messages give them, in the whole syntax of RFC 5322; each with its domain. */
final class Addresses {
    private Addresses() {}

    /**
     * A return path.
     *
     * @param where what to call it in the message of a failure
     * @return empty for the null path
     * @throws IllegalArgumentException with what was found
     */
    static Optional<Address> sender(String where, String text) {
        if (text.isBlank() || text.strip().equals("<>")) return Optional.empty();
        List<Address> all = recipients(where, text);
        if (all.size() != 1) throw refusal(where, text, "one address, or <> for none");
        return Optional.of(all.getFirst());
    }

    /**
     * A list of addresses, commas between them.
     *
     * @throws IllegalArgumentException with what was found
     */
    static List<Address> recipients(String where, String text) {
        try {
            AddressList list = AddressList.read(text);
            if (!list.faults().isEmpty()) throw new IllegalArgumentException(list.faults().getFirst());
            return list.mailboxes().stream().map(found -> found.address("")).toList();
        } catch (IllegalArgumentException e) {
            throw refusal(where, text, "addresses like anna@example.com, commas between them");
        }
    }

    /** The same of a header, which may be a list of them. */
    static List<Address> recipients(String where, Object said) {
        List<Address> all = new ArrayList<>();
        for (Object one : said instanceof Collection<?> many ? many : List.of(said))
            all.addAll(recipients(where, one.toString()));
        return all;
    }

    private static IllegalArgumentException refusal(String where, String text, String expected) {
        return new IllegalArgumentException(where + ": found \"" + Quoted.oneLine(text) + "\"; expected " + expected);
    }
}
