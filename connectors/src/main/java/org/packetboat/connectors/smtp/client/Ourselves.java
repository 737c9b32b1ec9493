package org.packetboat.connectors.smtp.client;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How this server is known, so that it does not send mail to itself.
 *
 * @param names under which it stands in DNS, in lower case
 * @param place what it tells of its queue ({@code XTRANSID}); empty if it tells nothing
 * @param report how we are, for a site at this moment; empty if that site is not to be told
 */
public record Ourselves(Set<String> names, String place, Function<String, Optional<String>> report) {
    /** One that tells nobody how it is. */
    public Ourselves(Set<String> names, String place) {
        this(names, place, _ -> Optional.empty());
    }

    public Ourselves {
        names = Set.copyOf(names);
    }

    /** Whether a host name is this server. */
    boolean isCalled(String host) {
        return names.contains(host.toLowerCase(Locale.ROOT));
    }
}
