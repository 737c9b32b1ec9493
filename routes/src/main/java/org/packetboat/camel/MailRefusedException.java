package org.packetboat.camel;

/**
 * Never: there is no route to a recipient, an address is none, the message is too large or is no message. Thrown by a
 * route that consumes inbound mail, it has the mail returned to its sender.
 */
public final class MailRefusedException extends MailNotTakenException {
    private static final long serialVersionUID = 1L;

    public MailRefusedException(String reason) {
        super(reason);
    }
}
