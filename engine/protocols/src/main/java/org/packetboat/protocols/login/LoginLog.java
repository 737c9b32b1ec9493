package org.packetboat.protocols.login;

/** Told who logs in on a line. */
public interface LoginLog {
    void admitted(String line, String login);

    /** @param login the name that was typed if we know it, else {@code unknown}: some type their password there */
    void refused(String line, String login);
}
