package org.packetboat.app.compose.transport;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.uucp.greeting.CallerRights;
import org.packetboat.schedules.file.MaySend;

/**
 * What a node may do with its mail, as {@code may-send-to} says.
 *
 * @param node   who it is
 * @param said   what its entries under {@code callers} say, of which all hold; none if it never calls
 * @param local  the domains whose mail ends here
 * @param behind the domains that a route to this node leads to
 * @param intake where its mail goes
 */
record ConfiguredRights(String node, List<MaySend> said, Predicate<Domain> local, Predicate<Domain> behind,
        Intake intake) implements CallerRights {
    @Override
    public Optional<Reply> refusal(Optional<Address> sender, Address recipient) {
        return said.stream().allMatch(may -> may.allows(sender.isEmpty(), recipient.domain(), local))
                ? Optional.empty()
                : Optional.of(new Reply(550, "5.7.1", "The node " + node + " may not send mail there, only to: "
                        + said.stream().map(MaySend::text).collect(Collectors.joining("; "))));
    }

    @Override
    public Optional<Reply> delay(Address recipient) {
        return intake.delay(recipient);
    }

    /** The answer that everybody gets who brings mail. A full disk only puts off: nothing is sent back for it. */
    @Override
    public Optional<Reply> unknown(Address recipient) {
        return intake.refusal(recipient).filter(Reply::isPermanent);
    }

    /** A journal that is full, and whatever else passes, only puts off: that is told once the mail is there. */
    @Override
    public Optional<Reply> ruled(AnnouncedMail mail, Address recipient) {
        return intake.refusal(mail, recipient).filter(Reply::isPermanent);
    }

    @Override
    public boolean mayRelay() {
        return said.stream().allMatch(MaySend::isEverywhere);
    }

    /** People here, those who are behind it, and those to whom it may write itself. */
    @Override
    public boolean mayBeTold(Address sender) {
        Domain domain = sender.domain();
        return local.test(domain) || behind.test(domain) || refusal(Optional.of(sender), sender).isEmpty();
    }
}
