package org.packetboat.engine.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What waits in the queue: one message for the recipients it has at one destination: a domain, or a site.
 *
 * @param id          its name
 * @param message     the message it carries
 * @param destination the domain whose queue it waits in; for recipients who live at a site, one that stands for it
 * @param recipients  who there has not been settled yet; never empty
 * @param options     what its sender asked for
 * @param life        from when it ages
 * @param expires     when it is looked at whether its time is over: when it comes back to its sender as "Failed to
 *                    deliver." by the schedule that was in force when it came in
 * @param retry       what its attempts came to, and when the next is due
 * @param held        whether an operator holds it back
 * @param alone       whether it is the only envelope of its message
 */
public record Envelope(EnvelopeId id, Message message, Domain destination, List<Recipient> recipients,
        DeliveryOptions options,
        Life life, Instant expires, Retry retry, boolean held, boolean alone) {
    /** What waits for the stage of its big send is not sent before this mark; {@link MailDate} lets nobody name it. */
    public static final Instant FOR_ITS_STAGE = Instant.parse("2250-01-01T00:00:00Z");

    /** What goes only in a session that is under way anyway is not sent before this mark. */
    private static final Instant ALONG = Instant.parse("2251-01-01T00:00:00Z");

    /** @throws IllegalArgumentException without a recipient */
    public Envelope {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) throw new IllegalArgumentException("envelope " + id + " has no recipient");
    }

    /** One that just came in: it ages from its arrival, is bounded by its route alone, and has not been tried. */
    public static Envelope arrived(EnvelopeId id, Message message, List<Recipient> recipients, DeliveryOptions options,
            Instant expires) {
        return new Envelope(id, message, recipients.getFirst().address().domain(), recipients, options,
                Life.since(message.arrived()), expires, Retry.first(options.notBefore()), false, true);
    }

    /**
     * What its sender asked for.
     *
     * @param priority  its place in its queue (RFC 6710)
     * @param notBefore not to be sent earlier (RFC 4865); the arrival time where nobody asked
     * @param deliverBy when it should have arrived, and what happens else (RFC 2852)
     */
    public record DeliveryOptions(Priority priority, Instant notBefore, Optional<DeliverBy> deliverBy) {
        /** Nothing but to be sent, from this instant on. */
        public static DeliveryOptions none(Instant from) {
            return new DeliveryOptions(Priority.NORMAL, from, Optional.empty());
        }

        DeliveryOptions from(Instant other) {
            return new DeliveryOptions(priority, other, deliverBy);
        }
    }

    /**
     * What its attempts came to.
     *
     * @param attempts  how often it was tried; a closed route counts for nothing
     * @param due       the earliest time of its next attempt
     * @param lastReply what the last attempt was told
     */
    public record Retry(int attempts, Instant due, Optional<Reply> lastReply) {
        /** Not tried yet. */
        public static Retry first(Instant due) {
            return new Retry(0, due, Optional.empty());
        }

        Retry at(Instant other) {
            return new Retry(attempts, other, lastReply);
        }
    }

    /** Its place in its queue. */
    public Priority priority() {
        return options.priority();
    }

    /** Not to be sent earlier. */
    public Instant notBefore() {
        return options.notBefore();
    }

    /** When it should have arrived. */
    public Optional<DeliverBy> deliverBy() {
        return options.deliverBy();
    }

    /** How often it was tried. */
    public int attempts() {
        return retry.attempts();
    }

    /** The earliest time of its next attempt. */
    public Instant due() {
        return retry.due();
    }

    /** What the last attempt was told. */
    public Optional<Reply> lastReply() {
        return retry.lastReply();
    }

    /** Whether a carrier has it whose answer is awaited: nobody else says anything positive of mail that waits. */
    public boolean isCarried() {
        return lastReply().filter(Reply::isPositive).isPresent();
    }

    /**
     * When its time begins: as it came in, or once it may be sent. What goes along in a session has no time of its own
     * for that, so it ends as if nobody had asked for one.
     */
    public Instant begins() {
        boolean asked = notBefore().isAfter(message.arrived()) && !goesAlong();
        return asked && notBefore().isAfter(life.since()) ? notBefore() : life.since();
    }

    /** Whether it waits for the stage of its big send to begin. */
    public boolean waitsForStage() {
        return isForItsStage(notBefore());
    }

    /** Whether this is no time, but means that mail waits for its stage. */
    public static boolean isForItsStage(Instant notBefore) {
        return notBefore.equals(FOR_ITS_STAGE);
    }

    /** The same, waiting for its stage. */
    public Envelope waitingForStage() {
        return startingAt(FOR_ITS_STAGE);
    }

    /** The same, which is never a reason for a call: it goes along in a session that is under way anyway. */
    public Envelope goingAlong() {
        return startingAt(ALONG);
    }

    /** Whether it goes only in a session that is under way anyway. */
    public boolean goesAlong() {
        return notBefore().equals(ALONG);
    }

    /** Whether this is no time, but means that mail goes in a session that is under way anyway. */
    public static boolean meansAlong(Instant due) {
        return due.equals(ALONG);
    }

    /** The same, not to be sent before this. */
    public Envelope startingAt(Instant at) {
        return with(options.from(at), retry.at(at));
    }

    /** When it is given up, if its route does that at a time: not later than who handed it on or its sender want. */
    public Instant ends(Instant byRoute) {
        Instant end = life.end(byRoute);
        return deliverBy().map(by -> by.orSooner(end)).orElse(end);
    }

    /** The same, to be sent so much earlier; what waits for its stage, or for a session, goes on waiting for that. */
    public Envelope waitingLess(Duration less) {
        if (waitsForStage() || goesAlong()) return this;
        Instant sooner = notBefore().minus(less);
        return with(options.from(sooner), due().equals(notBefore()) ? retry.at(sooner) : retry);
    }

    /** The same with times on another clock. */
    public Envelope timed(Optional<DeliverBy> newDeliverBy, Life newLife, Instant newExpires) {
        return new Envelope(id, message, destination, recipients,
                new DeliveryOptions(priority(), notBefore(), newDeliverBy), newLife, newExpires, retry, held, alone);
    }

    /** By when it has to go: its deliver-by or, without one, its expiry. */
    public Instant by() {
        return deliverBy().map(DeliverBy::at).orElse(expires);
    }

    /** The envelope after an attempt that left these recipients for a later one. */
    public Envelope deferred(List<Recipient> remaining, Instant nextDue, Reply why) {
        return remaining(remaining).with(options, new Retry(attempts() + 1, nextDue, Optional.of(why)));
    }

    /** The envelope with fewer recipients, which don't count as tried. */
    public Envelope remaining(List<Recipient> left) {
        return new Envelope(id, message, destination, left, options, life, expires, retry, held, alone);
    }

    /** The envelope as if it had just come in, with no bound but its sender's. */
    public Envelope requeued(Instant now, Instant nowExpires) {
        Instant end = deliverBy().map(by -> by.orSooner(nowExpires)).orElse(nowExpires);
        return new Envelope(id, message, destination, recipients, options, Life.since(now), end,
                Retry.first(notBefore().isAfter(now) ? notBefore() : now), held, alone);
    }

    /** The envelope as people see it: calls that did not reach its site are attempts, too. */
    public Envelope called(int calls, Optional<Reply> reply) {
        return with(options, new Retry(attempts() + calls, due(), reply.or(this::lastReply)));
    }

    /** The envelope as people see it: what it is given up by. */
    public Envelope expiring(Instant end) {
        return timed(deliverBy(), life, end);
    }

    /** The same at another place in its queue. */
    public Envelope at(Priority other) {
        return with(new DeliveryOptions(other, notBefore(), deliverBy()), retry);
    }

    /** Let go again by the operator: it is due now, and what was tried before was not tried with it. */
    public Envelope released(Instant now) {
        return with(options, retry.at(due().isAfter(now) ? due() : now)).held(false);
    }

    /** Held back by the operator, or not. */
    public Envelope held(boolean nowHeld) {
        return new Envelope(id, message, destination, recipients, options, life, expires, retry, nowHeld, alone);
    }

    private Envelope with(DeliveryOptions newOptions, Retry newRetry) {
        return new Envelope(id, message, destination, recipients, newOptions, life, expires, newRetry, held, alone);
    }
}
