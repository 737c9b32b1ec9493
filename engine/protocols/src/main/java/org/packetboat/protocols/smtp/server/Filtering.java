package org.packetboat.protocols.smtp.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.smtp.filter.FilterClient;
import org.packetboat.protocols.smtp.filter.FilterSession;
import org.packetboat.protocols.smtp.filter.Filtered;
import org.packetboat.protocols.smtp.filter.IncomingText;
import org.packetboat.protocols.smtp.filter.MailToFilter;
import org.packetboat.protocols.smtp.filter.Verdict;
import org.packetboat.protocols.smtp.syntax.SmtpReplies;

/**
 * Asks filters about the mail of a session. While they look at it nothing is read of the client. A message that is
 * filtered lies beside the queue until they have answered; what they have made of it goes into the queue, under the id
 * that they were told. If the client is gone by then, it does not. Mail that another Packetboat hands on under a name
 * is not filtered: that was done where it came in, and its text has to stay as it is to be known again.
 */
final class Filtering {
    private static final int PIECE = 64 * 1024;

    private final SessionContext exchange;
    private Optional<FilterSession> session = Optional.empty();
    private boolean asked;

    /**
     * A message whose text is there.
     *
     * @param text  as it came
     * @param room  what goes into the queue
     * @param trace our trace line
     */
    record Arrived(Incoming text, Incoming room, byte[] trace) {
        void abandon() {
            text.abandon();
            room.abandon();
        }
    }

    Filtering(SessionContext exchange) {
        this.exchange = exchange;
    }

    /** Whether filters see the open message. */
    boolean isOn() {
        return asked;
    }

    /** A message is to begin. @param answer gets an answer to refuse it with, on the session's thread */
    void mail(Transaction mail, Consumer<Optional<Reply>> answer) {
        asked = !exchange.service().filters().isEmpty() && mail.name().isEmpty() && mail.carriers().isEmpty();
        if (!asked) {
            answer.accept(Optional.empty());
            return;
        }
        if (session.isEmpty()) session = Optional.of(exchange.service().filters().session());
        Client client = exchange.client();
        FilterClient told = new FilterClient(exchange.service().name(), client.address(), client.name(), client.user(),
                client.isSecured());
        ask(then -> session.get().mail(told, mail.sender(), then), answer);
    }

    /** The same of one more recipient. */
    void rcpt(Address recipient, Consumer<Optional<Reply>> answer) {
        if (!asked) answer.accept(Optional.empty());
        else ask(then -> session.orElseThrow().rcpt(recipient, then), answer);
    }

    private void ask(Consumer<Consumer<Verdict>> question, Consumer<Optional<Reply>> answer) {
        exchange.talk().pause();
        question.accept(verdict -> exchange.talk().later(() -> {
            answer.accept(verdict instanceof Verdict.Refused(Reply why) ? Optional.of(why) : Optional.empty());
            exchange.resume();
        }));
    }

    /** The open message comes to nothing. */
    void clear() {
        if (asked) session.ifPresent(FilterSession::reset);
        asked = false;
    }

    /** The session is over. */
    void end() {
        session.ifPresent(FilterSession::close);
        session = Optional.empty();
        asked = false;
    }

    /**
     * Shows the filters a message, and hands over what they have made of it.
     *
     * @param answer called once, from any thread, unless the session is over by then
     */
    void commit(Arrived arrived, Submission submission, Consumer<Receipt> answer) {
        Instant now = exchange.now();
        asked = false;
        MailToFilter mail = new MailToFilter(arrived.room().id(), arrived.trace(), new IncomingText(arrived.text()),
                submission.sender(),
                submission.recipients().stream().map(Recipient::address).toList(),
                () -> exchange.service().intake().begin(now));
        session.orElseThrow().text(mail, filtered -> exchange.talk().aside(() -> {
            try {
                finish(arrived, submission, filtered, now, answer);
            } catch (RuntimeException trouble) {
                failed(arrived, trouble, answer);
            } finally {
                filtered.release();
            }
        }));
    }

    private void failed(Arrived arrived, RuntimeException trouble, Consumer<Receipt> answer) {
        arrived.abandon();
        failed(trouble, answer);
    }

    private void failed(RuntimeException trouble, Consumer<Receipt> answer) {
        exchange.service().log().storeTrouble(trouble);
        answer.accept(new Receipt.Rejected(SmtpReplies.STORE_TROUBLE.reply()));
    }

    private void finish(Arrived arrived, Submission submission, Filtered filtered, Instant now,
            Consumer<Receipt> answer) {
        if (exchange.talk().isOver()) {
            arrived.abandon();
            return;
        }
        switch (filtered.verdict()) {
            case Verdict.Refused(var why) -> {
                arrived.abandon();
                answer.accept(new Receipt.Rejected(why));
            }
            case Verdict.Discarded(var filter) ->
                discard(arrived, submission, "the filter " + filter + " has discarded it", now, answer);
            case Verdict.Passed() -> store(arrived, submission, filtered, now, answer);
        }
    }

    private void discard(Arrived arrived, Submission submission, String why, Instant now,
            Consumer<Receipt> answer) {
        arrived.text().abandon();
        arrived.room().discard(submission, why, now);
        answer.accept(new Receipt.Accepted(arrived.room().id()));
    }

    private void store(Arrived arrived, Submission submission, Filtered filtered, Instant now,
            Consumer<Receipt> answer) {
        Submission sent = submission.from(filtered.to().sender());
        List<Recipient> recipients = recipients(sent, filtered.to().recipients(),
                AnnouncedMail.of(sent, filtered.head().length + filtered.body().size() - filtered.from(), now));
        if (recipients.isEmpty()) {
            discard(arrived, submission, "a filter has left it no recipients", now, answer);
            return;
        }
        Incoming room = arrived.room();
        room.append(filtered.head(), 0, filtered.head().length);
        long at = filtered.from();
        while (at < filtered.body().size()) {
            byte[] piece = filtered.body().read(at, PIECE);
            room.append(piece, 0, piece.length);
            room.unload();
            at += piece.length;
        }
        arrived.text().abandon();
        filtered.hold().ifPresent(why -> room.hold("a filter wants it looked at: " + why));
        commit(room, sent.withRecipients(recipients), now, answer);
    }

    /** What may be in the queue is not taken away, whatever is thrown. */
    private void commit(Incoming room, Submission submission, Instant now, Consumer<Receipt> answer) {
        try {
            room.commit(submission, now, answer);
        } catch (RuntimeException trouble) {
            failed(trouble, answer);
        }
    }

    /** Those who were asked for, as far as they are left; and those who were added, as far as their mail is taken. */
    private List<Recipient> recipients(Submission submission, List<Address> left, AnnouncedMail mail) {
        Set<Address> added = new LinkedHashSet<>(left);
        List<Recipient> all = new ArrayList<>(submission.recipients().stream()
                .filter(r -> added.contains(r.address())).toList());
        submission.recipients().forEach(r -> added.remove(r.address()));
        for (Address address : added) {
            Optional<Reply> refusal = address.isInternational() && !submission.encoding().international()
                    ? Optional.of(SmtpReplies.NEEDS_SMTPUTF8.reply())
                    : exchange.service().intake().refusal(mail, address);
            refusal.ifPresent(why -> exchange.service().log().refused("a filter that added " + address,
                    exchange.client().host(), why));
            if (refusal.isEmpty()) all.add(Recipient.of(address));
        }
        return all;
    }
}
