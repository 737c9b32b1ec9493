package org.packetboat.protocols.uucp.exchange;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.uucp.greeting.CallerRights;

/** A far side that may send everything, and domains for which too much waits already. */
final class FullSites implements CallerRights {
    static final Reply TOO_MUCH = new Reply(452, "4.3.1", "Too much mail waits");

    final Set<String> domains;

    FullSites(String... domains) {
        this.domains = new HashSet<>(List.of(domains));
    }

    @Override
    public Optional<Reply> delay(Address recipient) {
        return domains.contains(recipient.domain().name()) ? Optional.of(TOO_MUCH) : Optional.empty();
    }

    @Override
    public Optional<Reply> refusal(Optional<Address> sender, Address recipient) {
        return Optional.empty();
    }

    @Override
    public boolean mayRelay() {
        return true;
    }

    @Override
    public boolean mayBeTold(Address sender) {
        return true;
    }
}
