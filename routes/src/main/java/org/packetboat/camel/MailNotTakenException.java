package org.packetboat.camel;

/** A message was not put into the queue, and nothing of it is kept. The kind says whether trying again can help. */
public abstract sealed class MailNotTakenException extends Exception
        permits
        MailDeferredException,
        MailRefusedException {
    private static final long serialVersionUID = 1L;

    MailNotTakenException(String reason) {
        super(reason);
    }
}
