package org.packetboat.app.compose.web;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the MBeans open for consoles on other machines. If that can't be (its port is taken, a certificate can't be
 * used), it is logged and a problem in {@code status}, and tried again: mail goes on without it.
 */
public final class RemoteJmx implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(RemoteJmx.class);

    private final JmxAccess access;
    private Optional<PasswordChecker> passwords = Optional.empty();
    private Optional<RemoteBeans> open = Optional.empty();
    private Optional<Thread> trying = Optional.empty();
    private volatile Optional<String> problem = Optional.empty();
    private boolean closed;

    private RemoteJmx(JmxAccess access) {
        this.access = access;
    }

    /** Opens them, now or as soon as that can be. */
    public static RemoteJmx start(JmxAccess access) {
        RemoteJmx remote = new RemoteJmx(access);
        if (!remote.opens())
            remote.trying = Optional.of(Thread.ofVirtual().name("jmx-open").start(remote::openInTheEnd));
        return remote;
    }

    private void openInTheEnd() {
        try {
            do
                Thread.sleep(AGAIN);
            while (!opens());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean opens() {
        if (closed) return true;
        try {
            if (passwords.isEmpty()) passwords = Optional.of(new PasswordChecker(access.logins().file()));
            open = Optional.of(RemoteBeans.open(ManagementFactory.getPlatformMBeanServer(), settings(),
                    passwords.get()));
            problem = Optional.empty();
            LOG.info("event=jmx-listening address={} host={}", AddressText.of(access.listen()), access.host());
            return true;
        } catch (IOException | IllegalArgumentException e) {
            told(access.problem("can't listen on " + AddressText.of(access.listen()) + " (" + e.getMessage()
                    + "); consoles on other machines don't reach this server until it works, mail goes on"));
            return false;
        }
    }

    private void told(String what) {
        if (!problem.equals(Optional.of(what))) LOG.error("event=jmx-not-listening reason=\"{}\"", what);
        problem = Optional.of(what);
    }

    private RemoteBeans.Settings settings() throws IOException {
        return new RemoteBeans.Settings(access.listen(), access.host(),
                JdkTls.server(new TlsFiles(access.tls().certificate(), access.tls().key()), access.authorities()),
                access.authorities().isPresent(), rights());
    }

    private Map<String, RemoteBeans.Right> rights() {
        return access.logins().roles().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                user -> user.getValue() == Role.OPERATOR ? RemoteBeans.Right.ACTS : RemoteBeans.Right.SEES));
    }

    /** Where they are open, such as {@code jmx 192.0.2.7:8026}. */
    public synchronized Optional<String> listening() {
        return open.map(beans -> "jmx " + AddressText.of(beans.address()));
    }

    /** Why they are not open. */
    public List<String> problems() {
        return problem.stream().toList();
    }

    @Override
    public synchronized void close() {
        closed = true;
        trying.ifPresent(Thread::interrupt);
        open.ifPresent(RemoteBeans::close);
        passwords.ifPresent(PasswordChecker::close);
    }
}
