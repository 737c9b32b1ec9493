package org.packetboat.camel;

import java.util.List;
import java.util.Map;

/**
 * Not now: the disk is full, the server is away, or the same submission is under way. Trying again later may help.
 * Thrown by a route that consumes inbound mail, it has the mail tried again, as any exception does that is no
 * {@link MailRefusedException}.
 */
public final class MailDeferredException extends MailNotTakenException {
    private static final long serialVersionUID = 1L;

    public MailDeferredException(String reason) {
        super(reason);
    }

    /**
     * For some of its recipients.
     *
     * @param replies by recipient, what was said of it; those refused for good are among them
     * @param taken   whom it was taken for
     */
    public MailDeferredException(Map<String, String> replies, List<String> taken) {
        super(replies, taken);
    }
}
