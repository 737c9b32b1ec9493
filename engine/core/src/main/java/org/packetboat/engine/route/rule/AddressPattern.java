package org.packetboat.engine.route.rule;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.route.DomainPattern;

/** Whom a delivery rule means: one address, everybody at some domains, or mail without a sender. */
public sealed interface AddressPattern {
    /** The null path of notices. */
    record Nobody() implements AddressPattern {}

    /** One address, with whatever details: bob@ means bob+lists@, too. Case and quotes of local parts don't count. */
    record One(Address address) implements AddressPattern {}

    /** Everybody there. */
    record At(DomainPattern domain) implements AddressPattern {}

    /**
     * Reads {@code bob@example.com}, {@code example.com}, {@code *.example.com}, {@code *} or {@code <>}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static AddressPattern parse(String text) {
        if (text.equals("<>")) return new Nobody();
        if (text.startsWith("@")) return new At(DomainPattern.parse(text.substring(1)));
        return text.indexOf('@') > 0 ? new One(Address.parse(text)) : new At(DomainPattern.parse(text));
    }

    /** Whether it means this address. @param address empty for the null path */
    default boolean fits(Optional<Address> address) {
        return switch (this) {
            case Nobody() -> address.isEmpty();
            case One(Address one) -> address.filter(a -> same(one, a)).isPresent();
            case At(DomainPattern domain) -> address.filter(a -> domain.fits(a.domain())).isPresent();
        };
    }

    /** Whether an address is one that somebody has named, however it is spelt: mailboxes are found so. */
    static boolean same(Address named, Address other) {
        if (!named.domain().equals(other.domain())) return false;
        String name = name(named);
        String found = name(other);
        int detail = found.indexOf('+');
        return name.equals(found) || detail > 0 && name.equals(found.substring(0, detail));
    }

    private static String name(Address address) {
        return Normalizer.normalize(Address.unquoted(address.localPart()), Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT);
    }

    /** Whether it means all that the other means. */
    default boolean covers(AddressPattern other) {
        return switch (other) {
            case Nobody() -> this instanceof Nobody;
            case One(Address one) -> fits(Optional.of(one));
            case At(DomainPattern domain) -> this instanceof At(DomainPattern ours) && covers(ours, domain);
        };
    }

    private static boolean covers(DomainPattern ours, DomainPattern theirs) {
        return switch (theirs) {
            case DomainPattern.Any _ -> ours instanceof DomainPattern.Any;
            case DomainPattern.Exactly(var domain) -> ours.fits(domain);
            case DomainPattern.Below(var parent) -> ours instanceof DomainPattern.Any
                    || ours instanceof DomainPattern.Below(var above) && (above.equals(parent)
                            || parent.name().endsWith("." + above.name()));
        };
    }
}
