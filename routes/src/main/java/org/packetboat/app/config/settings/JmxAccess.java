package org.packetboat.app.config.settings;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.packetboat.schedules.yaml.Place;

/**
 * How consoles on other machines reach the MBeans.
 *
 * @param listen      where
 * @param place       where that is configured, for messages
 * @param host        the name by which consoles reach this machine
 * @param tls         the server's identity
 * @param logins      who may log in
 * @param authorities whose certificates consoles have to show, PEM; empty if they need none
 */
public record JmxAccess(InetSocketAddress listen, Place place, String host, SmtpIntake.TlsIdentity tls,
        HttpAccess.Logins logins, Optional<Path> authorities) {
    /** What is wrong with it, told where it is configured. */
    public String problem(String what) {
        return place + ": jmx: " + what;
    }
}
