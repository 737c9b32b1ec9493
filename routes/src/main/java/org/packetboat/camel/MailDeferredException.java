package org.packetboat.camel;

/**
 * Not now: the disk is full, or the same submission is under way. Trying again later may help. Thrown by a route that
 * consumes inbound mail, it has the mail tried again, as any exception does that is no {@link MailRefusedException}.
 */
public final class MailDeferredException extends MailNotTakenException {
    private static final long serialVersionUID = 1L;

    public MailDeferredException(String reason) {
        super(reason);
    }
}
