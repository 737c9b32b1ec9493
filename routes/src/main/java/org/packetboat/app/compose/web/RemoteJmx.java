package org.packetboat.app.compose.web;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.packetboat.app.config.settings.JmxAccess;
import org.packetboat.connectors.http.Role;
import org.packetboat.connectors.jmx.remote.RemoteBeans;
import org.packetboat.connectors.smtp.server.PasswordChecker;
import org.packetboat.connectors.smtp.tls.JdkTls;
import org.packetboat.connectors.smtp.tls.TlsFiles;
import org.packetboat.protocols.smtp.server.port.Authenticator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the MBeans open for consoles on other machines, as a {@link PersistentListener}. */
public final class RemoteJmx implements AutoCloseable {
    private final Opener opener;
    private final PersistentListener<RemoteBeans> listener;

    private RemoteJmx(Opener opener) {
        this.opener = opener;
        listener = new PersistentListener<>("jmx", opener::open, opener::problem);
    }

    /** Opens them, now or as soon as that can be. */
    public static RemoteJmx start(JmxAccess access) {
        RemoteJmx remote = new RemoteJmx(new Opener(access));
        remote.listener.start();
        return remote;
    }

    /** Where they are open, such as {@code jmx 192.0.2.7:8026}. */
    public Optional<String> listening() {
        return listener.opened().map(beans -> "jmx " + AddressText.of(beans.address()));
    }

    /** Why they are not open. */
    public List<String> problems() {
        return listener.problems();
    }

    @Override
    public void close() {
        listener.close();
        opener.passwords.ifPresent(PasswordChecker::close);
    }

    /** Passwords are read once they can be. */
    private static final class Opener {
        private static final Logger LOG = LoggerFactory.getLogger(RemoteJmx.class);

        private final JmxAccess access;
        private Optional<PasswordChecker> passwords = Optional.empty();

        Opener(JmxAccess access) {
            this.access = access;
        }

        RemoteBeans open() throws IOException {
            Optional<Path> file = access.users().passwords();
            if (passwords.isEmpty()) passwords = file.map(found -> new PasswordChecker(found, "jmx"));
            RemoteBeans open = RemoteBeans.open(ManagementFactory.getPlatformMBeanServer(), settings(),
                    passwords.map(Authenticator.class::cast));
            LOG.info("event=jmx-listening address={} host={}", AddressText.of(access.listen()), access.host());
            return open;
        }

        String problem(Exception e) {
            return access.problem("can't listen on " + AddressText.of(access.listen()) + " (" + e.getMessage()
                    + "); consoles on other machines don't reach this server until it works, mail goes on");
        }

        private RemoteBeans.Settings settings() throws IOException {
            return new RemoteBeans.Settings(access.listen(), access.host(),
                    JdkTls.server(new TlsFiles(access.tls().certificate(), access.tls().key()),
                            access.users().authorities()),
                    access.users().authorities().isPresent(), rights());
        }

        private Map<String, RemoteBeans.Right> rights() {
            return access.users().roles().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                    user -> user.getValue() == Role.OPERATOR ? RemoteBeans.Right.ACTS : RemoteBeans.Right.SEES));
        }
    }
}
