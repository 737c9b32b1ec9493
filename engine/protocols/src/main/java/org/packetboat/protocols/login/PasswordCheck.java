package org.packetboat.protocols.login;

/** Who may log in on a line that is answered. */
public interface PasswordCheck {
    /** Whether somebody has this login at all; for the log only, never told to the caller. */
    boolean knows(String login);

    /** Whether the password is right. Takes as long for an unknown login as for a known one. */
    boolean admits(String login, String password);
}
