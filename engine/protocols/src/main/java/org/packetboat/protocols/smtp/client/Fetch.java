package org.packetboat.protocols.smtp.client;

import java.util.List;

/**
 * How the far side's mail for us is fetched at the end of a session with it.
 *
 * @param by       the command
 * @param login    what we log in with, over TLS only
 * @param password for that; never told
 * @param domains  whose mail is wanted; never empty
 */
public record Fetch(By by, String login, String password, List<String> domains) {
    /** The command by which it is asked for. */
    public enum By {
        /** It is sent to us over a connection that the far side makes (RFC 1985). */
        ETRN,
        /** It is sent to us over this connection, turned round (RFC 2645). */
        ATRN;

        /** The whole of it. */
        public Fetch as(String login, String password, List<String> domains) {
            return new Fetch(this, login, password, domains);
        }
    }

    public Fetch {
        domains = List.copyOf(domains);
    }

    @Override
    public String toString() {
        return "Fetch[by=" + by + ", login=" + login + ", domains=" + domains + "]";
    }
}
