package org.packetboat.connectors.jmx.remote;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.rmi.NoSuchObjectException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.RemoteServer;
import java.rmi.server.ServerNotActiveException;
import java.rmi.server.UnicastRemoteObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.management.MBeanServer;
import javax.management.remote.JMXAuthenticator;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXPrincipal;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import javax.management.remote.rmi.RMIJRMPServerImpl;
import javax.net.ssl.SSLContext;
import javax.rmi.ssl.SslRMIClientSocketFactory;
import javax.security.auth.Subject;
import org.packetboat.protocols.smtp.server.port.Authenticator;

/**
 * MBeans for consoles on other machines: one port, on which both the RMI registry and the calls are, by TLS alone. A
 * console is given {@code HOST:PORT}, a user and a password, as for {@code jconsole}; or it shows a certificate, whose
 * common name is the user.
 */
public final class RemoteBeans implements AutoCloseable {
    private static final String NAME = "jmxrmi";
    private static final String HOST_NAME = "java.rmi.server.hostname";
    private static final String MOST_CONNECTIONS = "sun.rmi.transport.tcp.maxConnectionThreads";
    private static final long SECONDS = 30;
    /** What consoles send: names, filters, values of the JDK and open data. */
    private static final String KNOWN = "maxdepth=20;maxarray=100000;java.lang.*;java.util.*;java.math.*;"
            + "java.rmi.MarshalledObject;javax.management.**;!*";

    private final Registry registry;
    private final JMXConnectorServer connector;
    private final RMIJRMPServerImpl calls;
    private final InetSocketAddress address;

    /** What a user may do; who acts sees, too. */
    public enum Right {
        SEES, ACTS
    }

    /**
     * How it is served.
     *
     * @param listen       where
     * @param host         the name by which consoles reach this machine: they are told it for each call
     * @param tls          this server's identity
     * @param certificates whether consoles have to show a certificate, of an authority that {@code tls} trusts
     * @param users        what each may do
     */
    public record Settings(InetSocketAddress listen, String host, SSLContext tls, boolean certificates,
            Map<String, Right> users) {
        public Settings {
            users = Map.copyOf(users);
        }
    }

    private RemoteBeans(MBeanServer beans, Settings settings, Optional<Authenticator> passwords) throws IOException {
        System.setProperty(HOST_NAME, settings.host());
        if (System.getProperty(MOST_CONNECTIONS) == null) System.setProperty(MOST_CONNECTIONS, "100");
        SslRMIClientSocketFactory clients = new SslRMIClientSocketFactory();
        TlsSockets sockets = new TlsSockets(settings.tls(), settings.listen().getAddress(), settings.certificates());
        registry = LocateRegistry.createRegistry(settings.listen().getPort(), clients, sockets);
        Map<String, Object> environment = new HashMap<>();
        environment.put(JMXConnectorServer.AUTHENTICATOR,
                (JMXAuthenticator) credentials -> subject(passwords.isPresent()
                        ? login(credentials, passwords.get())
                        : sockets.caller(), settings));
        environment.put(RMIConnectorServer.CREDENTIALS_FILTER_PATTERN, "maxarray=2;java.lang.String;!*");
        environment.put(RMIConnectorServer.SERIAL_FILTER_PATTERN, KNOWN);
        try {
            calls = new RMIJRMPServerImpl(settings.listen().getPort(), clients, sockets, environment);
            connector = new RMIConnectorServer(
                    new JMXServiceURL("rmi", settings.host(), settings.listen().getPort()), environment, calls,
                    RoleGuard.before(beans, settings.users()));
            connector.start();
            registry.rebind(NAME, calls.toStub());
        } catch (IOException | RuntimeException e) {
            UnicastRemoteObject.unexportObject(registry, true);
            throw e;
        }
        address = settings.listen();
    }

    /**
     * Opens it. The name by which consoles reach us counts for the whole Java machine.
     *
     * @param passwords empty if the certificate alone says who calls: without one nobody is let in, then
     * @throws IOException if the port is taken or can't be listened on
     */
    public static RemoteBeans open(MBeanServer beans, Settings settings, Optional<Authenticator> passwords)
            throws IOException {
        return new RemoteBeans(beans, settings, passwords);
    }

    public InetSocketAddress address() {
        return address;
    }

    /** @return the user, if the password is right */
    private static Optional<String> login(Object credentials, Authenticator passwords) {
        if (!(credentials instanceof String[] given) || given.length != 2)
            throw new SecurityException("user and password are needed");
        String user = String.valueOf(given[0]);
        Authenticator.Verdict verdict = verdict(user, String.valueOf(given[1]), passwords);
        if (verdict == Authenticator.Verdict.BUSY)
            throw new SecurityException("too many logins failed from this address; try again later");
        if (verdict != Authenticator.Verdict.RIGHT) throw new SecurityException("user or password are wrong");
        return Optional.of(user);
    }

    private static Subject subject(Optional<String> user, Settings settings) {
        if (user.isEmpty()) throw new SecurityException("a certificate with a common name is needed");
        if (!settings.users().containsKey(user.get()))
            throw new SecurityException("user " + user.get() + " may do nothing here");
        Subject subject = new Subject();
        subject.getPrincipals().add(new JMXPrincipal(user.get()));
        subject.setReadOnly();
        return subject;
    }

    private static Authenticator.Verdict verdict(String user, String password, Authenticator passwords) {
        CompletableFuture<Authenticator.Verdict> verdict = new CompletableFuture<>();
        try {
            passwords.check(RemoteServer.getClientHost(), user, password, verdict::complete);
            return verdict.get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Authenticator.Verdict.BUSY;
        } catch (ServerNotActiveException | ExecutionException | TimeoutException e) {
            return Authenticator.Verdict.BUSY;
        }
    }

    @Override
    public void close() {
        try {
            connector.stop();
        } catch (IOException e) {
            // a console that was cut off; nothing is left to close
        }
        try {
            UnicastRemoteObject.unexportObject(registry, true);
        } catch (NoSuchObjectException gone) {
            // closed before
        }
    }
}
