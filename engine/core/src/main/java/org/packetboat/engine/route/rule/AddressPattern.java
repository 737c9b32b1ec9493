package org.packetboat.engine.route.rule;

import java.util.Optional;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.route.DomainPattern;

/** Whom a delivery rule means: one address, everybody at some domains, or mail without a sender. */
public sealed interface AddressPattern {
    /** The null path of notices. */
    record Nobody() implements AddressPattern {}

    /** One address. The case of its local part does not count. */
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

    private static boolean same(Address one, Address other) {
        return one.domain().equals(other.domain()) && one.localPart().equalsIgnoreCase(other.localPart());
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
