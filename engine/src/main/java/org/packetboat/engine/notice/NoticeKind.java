package org.packetboat.engine.notice;

import org.packetboat.engine.mail.Notify;

/** What a notice tells; {@code Action} of RFC 3464 section 2.3.3. */
public enum NoticeKind {
    FAILED(Notify.FAILURE, "failed", "Failed to deliver.",
            "Your message could not be delivered to:"), DELAYED(Notify.DELAY, "delayed", "Not delivered yet.",
                    "Your message has not reached the following yet. You need not send it again:"), DELIVERED(
                            Notify.SUCCESS, "delivered", "Delivered.",
                            "Your message was delivered to:"),
    /** Handed to a server that doesn't know DSN: nothing more will be heard (RFC 3461 section 5.2.2). */
    RELAYED(Notify.SUCCESS, "relayed", "Handed on.",
            "Your message was handed to a server that does not confirm delivery, for:");

    private final Notify wish;
    private final String action;
    private final String headline;
    private final String explanation;

    NoticeKind(Notify wish, String action, String headline, String explanation) {
        this.wish = wish;
        this.action = action;
        this.headline = headline;
        this.explanation = explanation;
    }

    /** What a sender must have asked for to get it. */
    public Notify wish() {
        return wish;
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
