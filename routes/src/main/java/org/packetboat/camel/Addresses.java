package org.packetboat.camel;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.text.Quoted;

/** Reads addresses as routes and messages give them: with or without names and angle brackets. */
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
            List<Address> addresses = new ArrayList<>();
            for (InternetAddress found : InternetAddress.parseHeader(text, false))
                if (!found.isGroup()) addresses.add(Address.parse(found.getAddress()));
            return addresses;
        } catch (AddressException | IllegalArgumentException e) {
            throw refusal(where, text, "addresses like anna@example.com, commas between them");
        }
    }

    private static IllegalArgumentException refusal(String where, String text, String expected) {
        return new IllegalArgumentException(where + ": found \"" + Quoted.oneLine(text) + "\"; expected " + expected);
    }
}
