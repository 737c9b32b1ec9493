package org.packetboat.connectors.serial;

/** Knows one caller. */
record OneAccount(String user, String password) implements PasswordCheck {
    @Override
    public boolean knows(String login) {
        return user.equals(login);
    }

    @Override
    public boolean admits(String login, String typed) {
        return knows(login) && password.equals(typed);
    }
}
