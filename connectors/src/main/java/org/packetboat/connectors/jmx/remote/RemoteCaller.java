package org.packetboat.connectors.jmx.remote;

import java.rmi.server.RemoteServer;
import java.rmi.server.ServerNotActiveException;
import java.util.Optional;
import javax.management.remote.JMXPrincipal;
import javax.security.auth.Subject;

/**
 * Who calls an MBean from another machine.
 *
 * @param user    as which he logged in
 * @param address where he is
 */
public record RemoteCaller(String user, String address) {
    /** Whoever makes the call that this thread carries out; empty if he is on this machine, as the server's user. */
    public static Optional<RemoteCaller> now() {
        return name().map(user -> new RemoteCaller(user, host()));
    }

    static Optional<String> name() {
        return Optional.ofNullable(Subject.current()).stream()
                .flatMap(subject -> subject.getPrincipals(JMXPrincipal.class).stream()).map(JMXPrincipal::getName)
                .findFirst();
    }

    private static String host() {
        try {
            return RemoteServer.getClientHost();
        } catch (ServerNotActiveException e) {
            return "jmx";
        }
    }
}
