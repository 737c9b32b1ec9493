package org.packetboat.protocols.smtp.server;

import java.net.InetAddress;
import java.util.List;
import org.packetboat.protocols.smtp.syntax.Network;

/**
 * How one listener speaks, and what it asks of its clients beside what all are asked.
 *
 * @param name        what the configuration calls the listener; empty for a connection that came to none
 * @param protocol    what is spoken
 * @param encryption  when the connection is to be encrypted
 * @param loginNeeded whether mail is taken only of those who have logged in (RFC 6409 section 4.3), wherever they are
 * @param greeting    what stands behind the server's name in the first line; a few printable words
 * @param largest     the largest message taken here, in bytes, if that is less than anywhere else
 * @param xclientFrom networks of servers that may say for whom they speak (XCLIENT)
 */
public record ListenerRules(String name, Protocol protocol, Encryption encryption, boolean loginNeeded,
        String greeting, long largest, List<Network> xclientFrom) {
    /** What is spoken. */
    public enum Protocol {
        /** RFC 5321. */
        SMTP,
        /** RFC 2033: an answer for each recipient, for servers that keep no queue. */
        LMTP
    }

    /** When a connection is encrypted. */
    public enum Encryption {
        /** If the client wants it (STARTTLS, RFC 3207). */
        OFFERED,
        /** Before anything is asked for, by STARTTLS. */
        REQUIRED,
        /** From the first byte on (RFC 8314 section 3.3). */
        IMPLICIT
    }

    /** SMTP for everybody, without a login. */
    public static final ListenerRules USUAL = new ListenerRules("", Protocol.SMTP, Encryption.OFFERED, false,
            "Packetboat", Long.MAX_VALUE, List.of());

    public ListenerRules {
        xclientFrom = List.copyOf(xclientFrom);
    }

    /** One without a name. */
    public ListenerRules(Protocol protocol, Encryption encryption, boolean loginNeeded, String greeting, long largest,
            List<Network> xclientFrom) {
        this("", protocol, encryption, loginNeeded, greeting, largest, xclientFrom);
    }

    /** The same of a listener of this name. */
    public ListenerRules named(String listener) {
        return new ListenerRules(listener, protocol, encryption, loginNeeded, greeting, largest, xclientFrom);
    }

    /** Whether somebody at this address may say for whom he speaks. */
    boolean mayStandIn(InetAddress address) {
        return xclientFrom.stream().anyMatch(network -> network.contains(address));
    }

    boolean isLmtp() {
        return protocol == Protocol.LMTP;
    }

    /** The first line, behind the server's name. */
    String welcome() {
        return (isLmtp() ? "LMTP " : "ESMTP ") + greeting;
    }
}
