package org.packetboat.app.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.packetboat.app.config.settings.JmxAccess;
import org.packetboat.app.config.settings.SmtpIntake;
import org.packetboat.engine.mail.Domain;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code jmx:}. There is no such access in clear, or without password or certificate, on loopback neither. */
record JmxSection(Folder folder) {
    static final String[] KEYS = {"listen", "host", "tls", "auth-file", "users", "client-ca"};
    private static final String LISTEN = "an address and a port like \"192.0.2.7:8026\"";

    /** @param server the name by which consoles reach this machine, if none is given */
    Optional<JmxAccess> read(Optional<Value> value, Domain server) {
        return value.flatMap(v -> v.section(KEYS)).flatMap(section -> read(section, server));
    }

    private Optional<JmxAccess> read(Section section, Domain server) {
        Optional<InetSocketAddress> listen = section.need("listen", LISTEN).flatMap(v -> v.as(LISTEN, HostPort::listen))
                .filter(address -> isFixed(section, address));
        Optional<SmtpIntake.TlsIdentity> tls = section.need("tls", "certificate and key, as under smtp")
                .flatMap(v -> TlsKeys.read(v, folder));
        Optional<JmxAccess.Users> users = users(section);
        String host = section.get("host").flatMap(v -> v.text("a host name or an address")).orElse(server.name());
        if (listen.isEmpty() || tls.isEmpty() || users.isEmpty()) return Optional.empty();
        return Optional.of(new JmxAccess(listen.get(), section.place(), host, tls.get(), users.get()));
    }

    private Optional<JmxAccess.Users> users(Section section) {
        Optional<Path> authorities = section.get("client-ca").flatMap(folder::file);
        if (!section.has("auth-file") && authorities.isPresent()) {
            section.need("users", "common names of certificates, and what each may do, like anna: operator");
            return Optional.of(new JmxAccess.Users(Optional.empty(), authorities, HttpSection.users(section)));
        }
        section.need("auth-file", "a file of passwords, lines as packetboat password makes them; or \"client-ca\" and "
                + "\"users\" alone: then certificates say who calls");
        return HttpSection.logins(section, folder)
                .map(logins -> new JmxAccess.Users(Optional.of(logins.file()), authorities, logins.roles()));
    }

    private static boolean isFixed(Section section, InetSocketAddress address) {
        if (address.getPort() != 0) return true;
        section.get("listen").ifPresent(v -> v.refuse("a port other than 0: consoles have to be told it"));
        return false;
    }
}
