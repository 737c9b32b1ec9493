package org.packetboat.connectors.smtp.client;

import java.util.Locale;
import java.util.Set;

/**
 * How this server is known, so that it does not send mail to itself.
 *
 * @param names under which it stands in DNS, in lower case
 * @param place what it tells of its queue ({@code XTRANSID}); empty if it tells nothing
 */
public record Ourselves(Set<String> names, String place) {
    public Ourselves {
        names = Set.copyOf(names);
    }

    /** Whether a host name is this server. */
    boolean isCalled(String host) {
        return names.contains(host.toLowerCase(Locale.ROOT));
    }
}
