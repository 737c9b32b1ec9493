package org.packetboat.engine.accept;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.queue.offer.OfferedMail;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.trace.OfferAddress;

/**
 * Takes in requests for large mail that was offered: answers to the offer, to {@link OfferAddress}. Believed is who
 * knows the secret of an offer, and writes from a domain whose mail goes where the offered mail goes. A second
 * request changes nothing. What can't be asked for is refused with a text for people, which the asker's server
 * returns to him. Programs that answer by themselves ask for nothing.
 */
final class RequestIntake {
    private static final Reply GONE = new Reply(550, "5.1.1",
            "The mail that was offered does not wait here any more: it has been sent, or came back to its sender");
    private static final Reply NOT_ALONE = new Reply(554, "5.7.1",
            "Whoever asks for a mail that was offered writes to the address of the offer alone");
    private static final Reply NOBODY = new Reply(554, "5.7.1",
            "A mail that was offered is sent to people who ask for it, not to programs that answer by themselves");
    private static final int LONGEST_HEADER = 64 * 1024;

    private final MailQueue queue;
    private final Supplier<Policy> policy;

    RequestIntake(MailQueue queue, Supplier<Policy> policy) {
        this.queue = queue;
        this.policy = policy;
    }

    private Optional<OfferAddress> offer(Address recipient) {
        return OfferAddress.of(recipient).filter(offer -> offer.isAt(policy.get().server()));
    }

    /** Whether a recipient is the address of an offer, by its looks. */
    boolean isOffer(Address recipient) {
        return offer(recipient).isPresent();
    }

    /** Whether any mail may come that is the answer to an offer. */
    boolean areAwaited() {
        return !queue.offers().isEmpty();
    }

    /** Why an answer to an offer is not taken; empty if its mail waits. */
    Optional<Reply> refusal(Address offer) {
        return offer(offer).map(this::found).orElse(List.of()).isEmpty() ? Optional.of(GONE) : Optional.empty();
    }

    /** Whether somebody asks for mail. */
    boolean isRequest(Submission submission) {
        return submission.recipients().stream().anyMatch(r -> isOffer(r.address()));
    }

    private List<OfferedMail> found(OfferAddress offer) {
        return queue.offers().of(offer.message(), offer.secret());
    }

    /**
     * Takes one in.
     *
     * @param with   what else becomes durable with it
     * @param answer told why not; empty if it is on disk
     */
    void take(Submission submission, Body text, Instant now, Consumer<QueueBatch> with,
            Consumer<Optional<Reply>> answer) {
        List<OfferedMail> asked = new ArrayList<>();
        Optional<Reply> refused = Optional.empty();
        for (Recipient recipient : submission.recipients()) {
            Optional<OfferAddress> offer = offer(recipient.address());
            List<OfferedMail> found = offer.map(this::found).orElse(List.of());
            asked.addAll(found);
            refused = refused.or(() -> refusal(submission, text, offer, found));
        }
        if (refused.isPresent()) answer.accept(refused);
        else ask(asked, now, with, failure -> answer.accept(failure.map(_ -> Reply.NO_SPACE)));
    }

    private Optional<Reply> refusal(Submission submission, Body text, Optional<OfferAddress> offer,
            List<OfferedMail> found) {
        if (offer.isEmpty()) return Optional.of(NOT_ALONE);
        if (submission.sender().isEmpty() || isAutomatic(text)) return Optional.of(NOBODY);
        if (found.isEmpty()) return Optional.of(GONE);
        String site = found.getFirst().site();
        Address sender = submission.sender().get();
        return isThere(found.getFirst(), sender)
                ? Optional.empty()
                : Optional
                        .of(new Reply(554, "5.7.1", "This mail was offered to site " + site + ", and mail for " + sender
                                + " does not go there"));
    }

    /** Whether mail for him goes where the mail goes that was offered: whatever routes there are by now. */
    private boolean isThere(OfferedMail offer, Address sender) {
        Policy inForce = policy.get();
        Domain home = inForce.home(sender).domain();
        return queue.envelope(offer.id()).map(Envelope::destination)
                .filter(there -> there.equals(home)
                        || !Collections.disjoint(sites(inForce, there), sites(inForce, home)))
                .isPresent();
    }

    private static List<String> sites(Policy inForce, Domain domain) {
        return inForce.candidates(domain).stream().map(Route::site).toList();
    }

    /** As RFC 3834 section 5 has it. */
    private static boolean isAutomatic(Body text) {
        int size = (int) Math.min(text.size(), LONGEST_HEADER);
        return new String(text.read(0, size), StandardCharsets.ISO_8859_1).lines().takeWhile(line -> !line.isEmpty())
                .map(line -> line.toLowerCase(Locale.ROOT)).filter(line -> line.startsWith("auto-submitted:"))
                .anyMatch(line -> !line.substring(line.indexOf(':') + 1).strip().startsWith("no"));
    }

    private void ask(List<OfferedMail> offers, Instant now, Consumer<QueueBatch> with,
            Consumer<Optional<StoreException>> answer) {
        QueueBatch batch = queue.change();
        with.accept(batch);
        offers.stream().filter(offer -> !offer.asked()).forEach(offer -> batch.askFor(offer, now));
        batch.commit(answer);
    }
}
