package org.packetboat.engine.accept;

import java.util.List;
import java.util.Optional;
import org.packetboat.engine.intake.Directory;
import org.packetboat.engine.intake.Mailboxes;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.SiteDomain;
import org.packetboat.engine.trace.StatusReport;

/** For whom mail is taken: whose domains have a route, who is on their lists and, here, whose mailboxes there are. */
final class KnownRecipients {
    private static final Reply NO_ROUTE = new Reply(550, "5.4.4", "No route to this domain");
    private static final Reply UNKNOWN = new Reply(550, "5.1.1", "There is nobody of this name");
    static final Reply NOT_KNOWN_YET = new Reply(451, "4.3.0",
            "It is not known yet who there is at this domain; try again later");
    /** The operator's mistake, who may put it right before the mail comes back. */
    private static final Reply NO_SITE = new Reply(451, "4.4.4",
            "The site of this recipient has no route; try again later");

    private volatile Mailboxes mailboxes = Mailboxes.ANY;

    /** From now on mail for local addresses that these refuse is refused. */
    void deliverTo(Mailboxes here) {
        mailboxes = here;
    }

    /** Somebody whom mail would go to, and what the list of the domain says. */
    record Member(Address address, Directory.Finding finding) {
        static Member of(Address address, Policy now) {
            return new Member(address, now.directory().find(address));
        }

        /** Everybody may write to the postmaster, whatever a list says (RFC 5321 section 4.5.1). */
        boolean isPostmaster() {
            return address.localPart().equalsIgnoreCase("postmaster");
        }

        boolean isUnknown() {
            return finding instanceof Directory.Finding.Unknown && !isPostmaster();
        }

        boolean isNotKnownYet() {
            return finding instanceof Directory.Finding.NotKnownYet && !isPostmaster();
        }
    }

    /** Why there is no mail for an address; empty if there is. Reports to this server are taken whatever it is. */
    Optional<Reply> refusal(Address recipient, Policy now) {
        if (StatusReport.isFor(recipient) && recipient.domain().name().equalsIgnoreCase(now.server()))
            return Optional.empty();
        List<Member> members = now.expand(recipient).stream().map(member -> Member.of(member, now)).toList();
        for (Member member : members) {
            if (member.isNotKnownYet()) return Optional.of(NOT_KNOWN_YET);
            Domain home = now.home(member.address(), member.finding()).domain();
            boolean named = SiteDomain.isOne(member.address().domain()); // which nobody is to write to
            if (named || !isRouted(home, now))
                return Optional.of(!named && SiteDomain.isOne(home) ? NO_SITE : noRoute(member.address(), recipient));
        }
        return ofPeople(members, now);
    }

    private static boolean isRouted(Domain home, Policy now) {
        return now.holdUnrouted() || !now.candidates(home).isEmpty();
    }

    private static Reply noRoute(Address member, Address recipient) {
        return member.equals(recipient)
                ? NO_ROUTE
                : new Reply(NO_ROUTE.code(), NO_ROUTE.status(), "No route to " + member
                        + ", which is part of this name");
    }

    /** A group is not refused for a member who has left: the others get their mail. */
    private Optional<Reply> ofPeople(List<Member> members, Policy now) {
        Optional<Reply> first = Optional.empty();
        for (Member member : members) {
            Optional<Reply> refusal = member.isUnknown() ? Optional.of(UNKNOWN) : ofMailboxes(member, now);
            if (refusal.isEmpty()) return Optional.empty();
            first = first.or(() -> refusal);
        }
        return first;
    }

    private Optional<Reply> ofMailboxes(Member member, Policy now) {
        Policy.Home home = now.home(member.address(), member.finding());
        return now.local().contains(home.domain()) ? mailboxes.refusal(home.address()) : Optional.empty();
    }
}
