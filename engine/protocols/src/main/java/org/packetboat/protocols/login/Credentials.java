package org.packetboat.protocols.login;

/** How we log in at a far side. Never printed. */
public record Credentials(String login, String password) {
    @Override
    public String toString() {
        return "Credentials[login=" + login + "]";
    }
}
