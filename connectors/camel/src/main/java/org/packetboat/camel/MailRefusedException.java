package org.packetboat.camel;

import java.util.List;
import java.util.Map;

/**
 * Never: there is no route to a recipient, an address is none, the message is too large or is no message. Thrown by a
 * route that consumes inbound mail, it has the mail returned to its sender.
 */
public final class MailRefusedException extends MailNotTakenException {
    private static final long serialVersionUID = 1L;

    public MailRefusedException(String reason) {
        super(reason);
    }

    /**
     * For some of its recipients.
     *
     * @param replies by recipient, what was said of it
     * @param taken   whom it was taken for
     */
    public MailRefusedException(Map<String, String> replies, List<String> taken) {
        super(replies, taken);
    }
}
