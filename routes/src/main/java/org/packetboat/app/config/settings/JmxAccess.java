package org.packetboat.app.config.settings;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.packetboat.connectors.http.Role;
import org.packetboat.schedules.yaml.Place;

/**
 * How consoles on other machines reach the MBeans.
 *
 * @param listen where
 * @param place  where that is configured, for messages
 * @param host   the name by which consoles reach this machine
 * @param tls    the server's identity
 * @param users  who is let in
 */
public record JmxAccess(InetSocketAddress listen, Place place, String host, SmtpIntake.TlsIdentity tls, Users users) {
    /**
     * Who is let in: with a password, with a certificate, or with both.
     *
     * @param passwords   salted hashes; empty if the common name of a certificate says who it is
     * @param authorities whose certificates consoles have to show, PEM; empty if they need none
     * @param roles       what each may do
     */
    public record Users(Optional<Path> passwords, Optional<Path> authorities, Map<String, Role> roles) {
        public Users {
            roles = Map.copyOf(roles);
        }
    }

    /** What is wrong with it, told where it is configured. */
    public String problem(String what) {
        return place + ": jmx: " + what;
    }
}
