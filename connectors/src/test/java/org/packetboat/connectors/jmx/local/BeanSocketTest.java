package org.packetboat.connectors.jmx.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.MXBean;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MBeans called by a socket in a folder. */
class BeanSocketTest {
    /** One row of a listing. */
    public record Row(String site, long depth, List<String> windows) {}

    /** What commands use: attributes, listings, operations that fail. */
    @MXBean
    public interface Desk {
        long getDepth();

        List<Row> rows(String site, int most);

        void hold(String target);

        void stall();
    }

    private final class Counting implements Desk {
        @Override
        public long getDepth() {
            return 7;
        }

        @Override
        public List<Row> rows(String site, int most) {
            return IntStream.range(0, most).mapToObj(i -> new Row(site + i, i, List.of("night"))).toList();
        }

        @Override
        public void hold(String target) {
            if (target.equals("typo")) throw new IllegalArgumentException("no mail for " + target);
            throw new IllegalStateException("can't read it", new AccessDeniedException(target));
        }

        @Override
        public void stall() {
            stalled.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @TempDir
    private Path folder;

    private final CountDownLatch stalled = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final MBeanServer beans = MBeanServerFactory.newMBeanServer();
    private BeanSocket socket;

    @BeforeEach
    void open() throws Exception {
        beans.registerMBean(new Counting(), new ObjectName("test:type=Desk"));
        socket = BeanSocket.open(beans, folder).orElseThrow();
    }

    @AfterEach
    void close() {
        released.countDown();
        socket.close();
    }

    private static Desk desk(BeanClient client) throws Exception {
        return JMX.newMXBeanProxy(client.beans(), new ObjectName("test:type=Desk"), Desk.class);
    }

    private static void assertHungUp(SocketChannel client) throws IOException {
        try {
            assertEquals(-1, client.read(ByteBuffer.allocate(1)));
        } catch (SocketException reset) {
            // what was not read had been written by then
        }
    }

    @Test
    void attributesListingsAndFailuresAreThoseOfTheBean() throws Exception {
        try (BeanClient client = BeanClient.of(folder).orElseThrow()) {
            Desk desk = desk(client);
            assertEquals(7, desk.getDepth());
            assertEquals(List.of(new Row("ny0", 0, List.of("night")), new Row("ny1", 1, List.of("night"))),
                    desk.rows("ny", 2));
            assertEquals(20_000, desk.rows("a site with a name of some length", 20_000).size());
            assertEquals("no mail for typo",
                    assertThrows(IllegalArgumentException.class, () -> desk.hold("typo")).getMessage());
            assertEquals("can't read it",
                    assertThrows(IllegalStateException.class, () -> desk.hold("/secret")).getMessage());
            assertTrue(client.beans().isRegistered(new ObjectName("test:type=Desk")));
            assertFalse(client.beans().isRegistered(new ObjectName("test:type=Other")));
        }
    }

    @Test
    void onlyItsOwnerMayUseIt() throws IOException {
        assertEquals("rw-------", PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("packetboat.sock"))));
    }

    /** Nothing can be loaded, made or taken away in the server. */
    @Test
    void otherCallsAreRefusedOnBothSides() throws Exception {
        try (BeanClient client = BeanClient.of(folder).orElseThrow()) {
            assertThrows(UnsupportedOperationException.class,
                    () -> client.beans().unregisterMBean(new ObjectName("test:type=Desk")));
        }
        try (SocketChannel rude = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("packetboat.sock")))) {
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(rude));
            BeanCall.write(out, new BeanCall("unregisterMBean", new Object[]{new ObjectName("test:type=Desk")}));
            BeanCall.Answer answer = BeanCall.read(new DataInputStream(
                    Channels.newInputStream(rude)), BeanCall.Answer.class);
            assertInstanceOf(UnsupportedOperationException.class, answer.failure());
        }
        assertTrue(beans.isRegistered(new ObjectName("test:type=Desk")));
    }

    /** Whoever writes nonsense, objects of other kinds, or nothing, is alone with it. */
    @Test
    void nonsenseHarmsNobodyElse() throws Exception {
        try (SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("packetboat.sock")));
                SocketChannel rude = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("packetboat.sock")));
                BeanClient client = BeanClient.of(folder).orElseThrow()) {
            rude.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes()));
            assertHungUp(rude);
            assertTrue(silent.isConnected());
            assertEquals(7, desk(client).getDepth());
        }
    }

    @Test
    void aHundredAskAtOnceThoughOneStalls() throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor();
                BeanClient slow = BeanClient.of(folder).orElseThrow()) {
            pool.submit(() -> {
                desk(slow).stall();
                return true;
            });
            stalled.await();
            var all = pool.invokeAll(Collections.nCopies(100, () -> {
                try (BeanClient client = BeanClient.of(folder).orElseThrow()) {
                    return desk(client).getDepth();
                }
            }));
            for (var one : all)
                assertEquals(7L, one.get());
            released.countDown();
        }
    }

    @Test
    void aServerThatEndsIsAnIoException() throws Exception {
        try (BeanClient client = BeanClient.of(folder).orElseThrow()) {
            Desk desk = desk(client);
            Thread asking = Thread.ofVirtual().start(() -> {
                try {
                    stalled.await();
                    socket.close();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            UndeclaredThrowableException ended = assertThrows(UndeclaredThrowableException.class, desk::stall);
            assertInstanceOf(IOException.class, ended.getCause());
            asking.join();
        }
        assertTrue(BeanClient.of(folder).isEmpty());
    }

    /** A server that was killed leaves its socket behind. */
    @Test
    void whatAKilledServerLeftIsNoHindrance() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("packetboat.sock"), "");
        assertTrue(BeanClient.of(other).isEmpty());
        try (BeanSocket _ = BeanSocket.open(beans, other).orElseThrow();
                BeanClient client = BeanClient.of(other).orElseThrow()) {
            assertEquals(7, desk(client).getDepth());
        }
        assertFalse(Files.exists(other.resolve("packetboat.sock")));
    }

    @Test
    void aFolderWithTooLongAPathHasNone() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("x".repeat(100)));
        assertTrue(BeanSocket.open(beans, deep).isEmpty());
        assertTrue(BeanClient.of(deep).isEmpty());
    }

    @Test
    void objectsOfOtherKindsAreNotMade() throws Exception {
        try (SocketChannel rude = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("packetboat.sock")))) {
            var out = new DataOutputStream(Channels.newOutputStream(rude));
            BeanCall.write(out, new BeanCall("invoke", new Object[]{new URI("http://127.0.0.1/"), Map.of()}));
            assertHungUp(rude);
        }
    }
}
