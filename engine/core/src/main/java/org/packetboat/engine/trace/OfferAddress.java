package org.packetboat.engine.trace;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.QueueId;

/**
 * Whom one writes to in order to be sent a mail that was offered: {@code offer-QUEUEID-SECRET@SERVER}, in letters of
 * any case. Who knows it has seen the offer.
 *
 * @param message the mail
 * @param secret  in lower case
 * @param server  where it waits
 */
public record OfferAddress(QueueId message, String secret, Domain server) {
    private static final Pattern LOCAL_PART = Pattern.compile("offer-([0-9a-z]{6,13})-([0-9a-z]{16,64})",
            Pattern.CASE_INSENSITIVE);

    /** Empty if an address is none of these. */
    public static Optional<OfferAddress> of(Address address) {
        Matcher parts = LOCAL_PART.matcher(address.localPart());
        if (!parts.matches()) return Optional.empty();
        try {
            return Optional.of(new OfferAddress(QueueId.parse(parts.group(1).toUpperCase(Locale.ROOT)),
                    parts.group(2).toLowerCase(Locale.ROOT), address.domain()));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    /** Whether it is of a server of this name. */
    public boolean isAt(String name) {
        return server.name().equalsIgnoreCase(name);
    }

    public Address address() {
        return new Address("offer-" + message.toString().toLowerCase(Locale.ROOT) + "-" + secret, server);
    }
}
