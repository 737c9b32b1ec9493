package org.packetboat.protocols.milter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.protocols.smtp.filter.FilterClient;
import org.packetboat.protocols.smtp.filter.Filtered;
import org.packetboat.protocols.smtp.filter.Head;
import org.packetboat.protocols.smtp.filter.MailToFilter;
import org.packetboat.protocols.smtp.filter.Verdict;

/** A message on its way through the filters: each sees what those before it have made of it. */
final class MailUnderWay {
    private final QueueId id;
    private final byte[] trace;
    private final List<Address> recipients;
    private Head head;
    private Optional<Address> sender;
    private Body body;
    private long from;
    private Optional<Incoming> space = Optional.empty();
    private Optional<String> hold = Optional.empty();

    MailUnderWay(MailToFilter mail, Body text) {
        id = mail.id();
        trace = mail.trace();
        head = Head.of(text, trace);
        recipients = new ArrayList<>(mail.recipients());
        sender = mail.sender();
        body = text;
        from = head.length();
    }

    QueueId id() {
        return id;
    }

    Head head() {
        return head;
    }

    Body body() {
        return body;
    }

    long from() {
        return from;
    }

    /** Another body takes the place of the one it had. */
    void replace(Incoming by, Body written) {
        space.ifPresent(Incoming::abandon);
        space = Optional.of(by);
        body = written;
        from = 0;
        head.separate();
    }

    /**
     * Another text takes the place of the one it had, header and all.
     *
     * @throws FilterTrouble if it has no header
     */
    void renew(Incoming by, Body written) {
        Head other = Head.of(written, trace);
        if (other.seen().isEmpty()) throw new FilterTrouble("the new text does not begin with a header field");
        space.ifPresent(Incoming::abandon);
        space = Optional.of(by);
        body = written;
        head = other;
        from = other.length();
    }

    /** As rules see it. */
    JudgedMail judged(FilterClient client) {
        return new JudgedMail(id, client, sender, recipients, head.seen(), body, from);
    }

    /** Those that it had keep their places, and others come behind them. */
    void sendTo(Filtered.Envelope to) {
        sender = to.sender();
        recipients.removeIf(one -> !to.recipients().contains(one));
        to.recipients().forEach(this::add);
    }

    void add(Address recipient) {
        if (!recipients.contains(recipient)) recipients.add(recipient);
    }

    void remove(Address recipient) {
        recipients.removeIf(one -> one.toString().equalsIgnoreCase(recipient.toString()));
    }

    void sentBy(Optional<Address> other) {
        sender = other;
    }

    /** The first reason counts. */
    void hold(String why) {
        if (hold.isEmpty()) hold = Optional.of(why);
    }

    Filtered ended(Verdict verdict) {
        return new Filtered(verdict, head.bytes(), body, from, new Filtered.Envelope(sender, recipients), hold, space);
    }
}
