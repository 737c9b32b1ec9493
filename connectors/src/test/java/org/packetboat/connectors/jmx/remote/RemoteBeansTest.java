package org.packetboat.connectors.jmx.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javax.management.Attribute;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.net.ssl.SSLContext;
import javax.rmi.ssl.SslRMIClientSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.jmx.described.Described;
import org.packetboat.connectors.jmx.described.DescribedBean;
import org.packetboat.connectors.jmx.described.Reads;
import org.packetboat.connectors.ports.FreePorts;
import org.packetboat.connectors.smtp.client.TestCertificate;
import org.packetboat.protocols.smtp.server.port.Authenticator;

/** Consoles of other machines: logins, roles, TLS. */
class RemoteBeansTest {
    /** A bean like ours. */
    @Described("Mail that waits.")
    public interface DeskMXBean {
        @Described("How much.")
        long getDepth();

        @Described("A listing.")
        @Reads
        List<String> list(String site);

        @Described("What became of mail, with its subject.")
        @Reads(text = true)
        String trace(String what);

        @Described("Keeps mail back.")
        void hold(String target);
    }

    /** What it holds. */
    public static final class Desk implements DeskMXBean {
        private String held = "";

        @Override
        public long getDepth() {
            return 7;
        }

        @Override
        public List<String> list(String site) {
            return List.of(site, "anna");
        }

        @Override
        public String trace(String what) {
            return "subject of " + what;
        }

        @Override
        public void hold(String target) {
            held = target;
        }
    }

    private static final Optional<Authenticator> PASSWORDS = Optional.of(RemoteBeansTest::check);

    private static SSLContext usual;
    private static TestCertificate certificate;
    private static TestCertificate stranger;

    private final Desk desk = new Desk();
    private final NotificationBroadcasterSupport emitter = new NotificationBroadcasterSupport();
    private final MBeanServer beans = MBeanServerFactory.newMBeanServer();
    private ObjectName name;
    private RemoteBeans remote;
    private int port;

    @BeforeAll
    static void trust(@TempDir Path folder) throws Exception {
        certificate = TestCertificate.in(Files.createDirectory(folder.resolve("one")));
        stranger = TestCertificate.in(Files.createDirectory(folder.resolve("other")));
        usual = SSLContext.getDefault();
        // a console has both from javax.net.ssl.trustStore and keyStore
        SSLContext.setDefault(certificate.trusting(certificate));
    }

    @AfterAll
    static void forget() {
        SSLContext.setDefault(usual);
    }

    @BeforeEach
    void open() throws Exception {
        name = new ObjectName("org.packetboat:type=Desk");
        beans.registerMBean(DescribedBean.of(desk, DeskMXBean.class, emitter), name);
        port = FreePorts.one();
        remote = RemoteBeans.open(beans, settings(certificate.server(), false), PASSWORDS);
    }

    private RemoteBeans.Settings settings(SSLContext tls, boolean certificates) {
        return new RemoteBeans.Settings(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), "localhost", tls,
                certificates, Map.of("rita", RemoteBeans.Right.SEES, "otto", RemoteBeans.Right.ACTS, "localhost",
                        RemoteBeans.Right.SEES));
    }

    private static void check(String client, String user, String password,
            Consumer<Authenticator.Verdict> answer) {
        boolean right = password.equals(user + "-secret") && client.equals("127.0.0.1");
        answer.accept(password.equals("many")
                ? Authenticator.Verdict.BUSY
                : right ? Authenticator.Verdict.RIGHT : Authenticator.Verdict.WRONG);
    }

    @AfterEach
    void close() {
        remote.close();
    }

    private JMXServiceURL url() throws IOException {
        return new JMXServiceURL("service:jmx:rmi:///jndi/rmi://localhost:" + port + "/jmxrmi");
    }

    private JMXConnector connect(Object credentials) throws IOException {
        return JMXConnectorFactory.connect(url(), Map.of(JMXConnector.CREDENTIALS, credentials,
                "com.sun.jndi.rmi.factory.socket", new SslRMIClientSocketFactory()));
    }

    private JMXConnector as(String user) throws IOException {
        return connect(new String[]{user, user + "-secret"});
    }

    private Object call(MBeanServerConnection console, String operation, String argument) throws Exception {
        return console.invoke(name, operation, new Object[]{argument}, new String[]{String.class.getName()});
    }

    @Test
    void readersSeeAndOperatorsAct() throws Exception {
        try (JMXConnector reader = as("rita"); JMXConnector operator = as("otto")) {
            MBeanServerConnection console = reader.getMBeanServerConnection();
            assertEquals(7L, console.getAttribute(name, "Depth"));
            assertEquals(List.of("ny", "anna"), List.of((String[]) call(console, "list", "ny")));
            assertThrows(SecurityException.class, () -> call(console, "hold", "ny"));
            assertEquals("", desk.held);
            call(operator.getMBeanServerConnection(), "hold", "ny");
            assertEquals("ny", desk.held);
        }
    }

    /** Subjects and Message-IDs are text of mail, as over HTTP. */
    @Test
    void textOfMailIsForOperatorsOnly() throws Exception {
        try (JMXConnector reader = as("rita"); JMXConnector operator = as("otto")) {
            assertThrows(SecurityException.class, () -> call(reader.getMBeanServerConnection(), "trace", "1"));
            assertEquals("subject of 1", call(operator.getMBeanServerConnection(), "trace", "1"));
        }
    }

    /** Who has a console does not have the machine. */
    @Test
    void nobodyChangesTheJavaMachine() throws Exception {
        ObjectName foreign = new ObjectName("java.lang:type=Other");
        beans.registerMBean(DescribedBean.of(new Desk(), DeskMXBean.class, emitter), foreign);
        try (JMXConnector operator = as("otto")) {
            MBeanServerConnection console = operator.getMBeanServerConnection();
            assertEquals(7L, console.getAttribute(foreign, "Depth"));
            assertThrows(SecurityException.class, () -> console.invoke(foreign, "hold", new Object[]{"x"},
                    new String[]{String.class.getName()}));
            assertThrows(SecurityException.class, () -> console.unregisterMBean(name));
            assertThrows(SecurityException.class,
                    () -> console.createMBean("javax.management.timer.Timer", new ObjectName("a:b=c")));
            assertThrows(SecurityException.class, () -> console.setAttribute(foreign, new Attribute("Depth", 1L)));
            assertTrue(beans.isRegistered(name));
        }
    }

    @Test
    void othersAreNotLetIn() {
        for (Object credentials : List.of(new String[]{"rita", "wrong"}, new String[]{"eve", "eve-secret"},
                new String[]{"rita", "many"}, new String[]{"rita"}))
            assertThrows(SecurityException.class, () -> connect(credentials).close());
        assertThrows(SecurityException.class, () -> JMXConnectorFactory.connect(url(),
                Map.of("com.sun.jndi.rmi.factory.socket", new SslRMIClientSocketFactory())).close());
    }

    @Test
    void inClearNothingIsSaid() {
        assertThrows(IOException.class, () -> JMXConnectorFactory.connect(url(),
                Map.of(JMXConnector.CREDENTIALS, new String[]{"otto", "otto-secret"})).close());
    }

    @Test
    void notificationsComeOver() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        try (JMXConnector reader = as("rita")) {
            reader.getMBeanServerConnection().addNotificationListener(name, (_, _) -> heard.countDown(), null, null);
            emitter.sendNotification(new Notification("org.packetboat.delivered", name, 1));
            heard.await();
        }
    }

    @Test
    void aPortThatIsTakenIsTold() throws Exception {
        RemoteBeans.Settings same = settings(certificate.server(), false);
        assertThrows(IOException.class, () -> RemoteBeans.open(beans, same, PASSWORDS));
    }

    /** Where certificates are asked for, a password alone opens nothing. */
    @Test
    void aCertificateOfTheWrongAuthorityIsNotLetIn() throws Exception {
        for (TestCertificate authority : List.of(certificate, stranger)) {
            port = FreePorts.one();
            try (RemoteBeans _ = RemoteBeans.open(beans, settings(certificate.trusting(authority), true),
                    PASSWORDS)) {
                if (authority == certificate) as("rita").close();
                else assertThrows(IOException.class, () -> as("rita").close());
            }
        }
    }

    private JMXConnector withoutPassword() throws IOException {
        return JMXConnectorFactory.connect(url(),
                Map.of("com.sun.jndi.rmi.factory.socket", new SslRMIClientSocketFactory()));
    }

    /** No password is asked for, then; what a user may do is the same. */
    @Test
    void theCommonNameOfACertificateIsAUser() throws Exception {
        port = FreePorts.one();
        try (RemoteBeans _ = RemoteBeans.open(beans, settings(certificate.trusting(certificate), true),
                Optional.empty()); JMXConnector reader = withoutPassword()) {
            MBeanServerConnection console = reader.getMBeanServerConnection();
            assertEquals(7L, console.getAttribute(name, "Depth"));
            assertThrows(SecurityException.class, () -> call(console, "hold", "ny"));
            assertEquals("", desk.held);
        }
    }

    /** Of an authority that is trusted, but of somebody who has no role; and one that names a user, of another. */
    @Test
    void aCertificateOfNobodyHereIsNotLetIn() throws Exception {
        port = FreePorts.one();
        RemoteBeans.Settings others = new RemoteBeans.Settings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), "localhost",
                certificate.trusting(certificate), true, Map.of("otto", RemoteBeans.Right.ACTS));
        try (RemoteBeans _ = RemoteBeans.open(beans, others, Optional.empty())) {
            assertThrows(SecurityException.class, () -> withoutPassword().close());
            assertThrows(SecurityException.class, () -> as("otto").close());
        }
        port = FreePorts.one();
        try (RemoteBeans _ = RemoteBeans.open(beans, settings(certificate.trusting(stranger), true),
                Optional.empty())) {
            assertThrows(IOException.class, () -> withoutPassword().close());
        }
    }

    /** A mistake in the configuration opens nothing. */
    @Test
    void withoutPasswordsAndCertificatesNobodyIsLetIn() throws Exception {
        port = FreePorts.one();
        try (RemoteBeans _ = RemoteBeans.open(beans, settings(certificate.server(), false), Optional.empty())) {
            assertThrows(SecurityException.class, () -> withoutPassword().close());
            assertThrows(SecurityException.class, () -> as("otto").close());
        }
    }
}
