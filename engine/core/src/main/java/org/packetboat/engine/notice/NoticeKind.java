package org.packetboat.engine.notice;

import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.Recipient;

/** What a notice tells; {@code Action} of RFC 3464 section 2.3.3. */
public enum NoticeKind {
    /** It will not arrive any more. */
    FAILED(Notify.FAILURE, false, "failed", "Failed to deliver.", "Your message could not be delivered to:"),
    /** It takes longer than usual. */
    DELAYED(Notify.DELAY, false, "delayed", "Not delivered yet.",
            "Your message has not reached the following yet. You need not send it again:"),
    /** It has not arrived by the time the sender set (RFC 2852, by-mode N). */
    OVERDUE(Notify.DELAY, true, "delayed", "Not delivered in time.",
            "Your message has not reached the following by the time you set. It is still being tried:"),
    /** It has arrived. */
    DELIVERED(Notify.SUCCESS, false, "delivered", "Delivered.", "Your message was delivered to:"),
    /** Handed to a server that doesn't know DSN: nothing more will be heard (RFC 3461 section 5.2.2). */
    RELAYED(Notify.SUCCESS, false, "relayed", "Handed on.",
            "Your message was handed to a server that does not confirm delivery, for:"),
    /** Handed on, where the sender wants to hear of each step (RFC 2852, by-trace). */
    TRACED(Notify.SUCCESS, true, "relayed", "Handed on.", "Your message was handed to the next server, for:");

    private final Notify wish;
    private final boolean unasked;
    private final String action;
    private final String headline;
    private final String explanation;

    /** @param unasked whether it also goes to senders who said nothing of what they want to hear */
    NoticeKind(Notify wish, boolean unasked, String action, String headline, String explanation) {
        this.wish = wish;
        this.unasked = unasked;
        this.action = action;
        this.headline = headline;
        this.explanation = explanation;
    }

    /** Whether the sender wants to hear of it as far as this recipient goes. */
    public boolean isWantedFor(Recipient recipient) {
        return recipient.wants(wish) || unasked && recipient.saidNothing();
    }

    public String action() {
        return action;
    }

    /** The first line of its text. */
    String headline() {
        return headline;
    }

    String explanation() {
        return explanation;
    }
}
