package org.packetboat.protocols.smtp.client;

/** Told when the far side does not give us the mail that it keeps for us. */
@FunctionalInterface
public interface FetchLog {
    /** @param login what we logged in with, or would have */
    void refused(String login, String why);
}
