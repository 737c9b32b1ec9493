package org.packetboat.engine.accept;

import java.util.List;
import java.util.Optional;
import org.packetboat.engine.intake.Mailboxes;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.trace.StatusReport;

/** For whom mail is taken: whose domains have a route and, here, whose mailboxes there are. */
final class KnownRecipients {
    private static final Reply NO_ROUTE = new Reply(550, "5.4.4", "No route to this domain");

    private volatile Mailboxes mailboxes = Mailboxes.ANY;

    /** From now on mail for local addresses that these refuse is refused. */
    void deliverTo(Mailboxes here) {
        mailboxes = here;
    }

    /** Why there is no mail for an address; empty if there is. Reports to this server are taken whatever it is. */
    Optional<Reply> refusal(Address recipient, Policy now) {
        if (StatusReport.isFor(recipient) && recipient.domain().name().equalsIgnoreCase(now.server()))
            return Optional.empty();
        List<Address> members = now.expand(recipient);
        for (Address member : members)
            if (!isRouted(member, now)) return Optional.of(noRoute(member, recipient));
        return ofMailboxes(members, now);
    }

    private static boolean isRouted(Address member, Policy now) {
        return now.holdUnrouted() || !now.candidates(member.domain()).isEmpty();
    }

    private static Reply noRoute(Address member, Address recipient) {
        return member.equals(recipient)
                ? NO_ROUTE
                : new Reply(NO_ROUTE.code(), NO_ROUTE.status(), "No route to " + member
                        + ", which is part of this name");
    }

    /** A list is not refused for a member who has left: the others get their mail, and the sender is told. */
    private Optional<Reply> ofMailboxes(List<Address> members, Policy now) {
        Optional<Reply> first = Optional.empty();
        for (Address member : members) {
            Optional<Reply> refusal = now.local().contains(member.domain())
                    ? mailboxes.refusal(member)
                    : Optional.empty();
            if (refusal.isEmpty()) return Optional.empty();
            first = first.or(() -> refusal);
        }
        return first;
    }
}
