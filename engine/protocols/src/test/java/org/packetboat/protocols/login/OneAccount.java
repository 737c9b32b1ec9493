package org.packetboat.protocols.login;

/** Knows one caller. */
public record OneAccount(String user, String password) implements PasswordCheck {
    @Override
    public boolean knows(String login) {
        return user.equals(login);
    }

    @Override
    public boolean admits(String login, String typed) {
        return knows(login) && password.equals(typed);
    }
}
