package org.packetboat.connectors.jmx.local;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.NotSerializableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.management.MBeanServerConnection;
import javax.management.RuntimeMBeanException;
import org.packetboat.connectors.jmx.local.BeanCall.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets programs of the same user, and root, call the MBeans of this process: by a socket in the data folder, whose file
 * nobody else may open. It needs no port, no host name, and no file elsewhere. Calls of one client are answered one
 * after the other, those of several at once.
 */
public final class BeanSocket implements AutoCloseable {
    /** The methods that there are for clients. */
    static final Map<String, Method> METHODS = Arrays.stream(MBeanServerConnection.class.getMethods())
            .filter(m -> Set.of("getAttribute", "invoke", "isRegistered").contains(m.getName()))
            .collect(Collectors.toUnmodifiableMap(Method::getName, Function.identity()));
    private static final String NAME = "packetboat.sock";
    /** Of the path of a socket, in bytes, on Linux; on others it is less. */
    private static final int LONGEST_PATH = 100;
    /** A thousand commands at once may wait to be let in; beyond that they are turned away. */
    private static final int MOST_WAITING = 1024;
    private static final Duration A_WHILE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(BeanSocket.class);

    private final MBeanServerConnection beans;
    private final Path file;
    private final ServerSocketChannel listening;
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();

    private BeanSocket(MBeanServerConnection beans, Path file) throws IOException {
        this.beans = beans;
        this.file = file;
        Files.deleteIfExists(file);
        listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            listening.bind(UnixDomainSocketAddress.of(file), MOST_WAITING);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException | RuntimeException e) {
            listening.close();
            throw e;
        }
    }

    /** Where the socket of a data folder is; empty if the folder's path is too long for one. */
    static Optional<Path> of(Path dataFolder) {
        Path file = dataFolder.toAbsolutePath().normalize().resolve(NAME);
        return file.toString().getBytes().length <= LONGEST_PATH ? Optional.of(file) : Optional.empty();
    }

    /**
     * Opens it, in a folder that only this user may enter, and that no other process serves. Without it commands reach
     * the server as they did in earlier versions, so that a failure is logged and no more.
     */
    public static Optional<BeanSocket> open(MBeanServerConnection beans, Path dataFolder) {
        try {
            Optional<Path> file = of(dataFolder);
            if (file.isEmpty()) {
                LOG.info("event=commands-by-attach reason=\"the path of the data folder is too long for a socket\"");
                return Optional.empty();
            }
            BeanSocket socket = new BeanSocket(beans, file.get());
            Thread.ofVirtual().name("commands").start(socket::accept);
            return Optional.of(socket);
        } catch (IOException | RuntimeException e) {
            LOG.warn("event=commands-by-attach reason=\"{}\"", e.getMessage());
            return Optional.empty();
        }
    }

    private void accept() {
        boolean told = false;
        while (listening.isOpen()) {
            try {
                SocketChannel client = listening.accept();
                clients.add(client);
                Thread.ofVirtual().name("command").start(() -> serve(client));
                told = false;
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException e) {
                if (!told) LOG.warn("event=commands-wait reason=\"{}\"", e.getMessage());
                told = true;
                LockSupport.parkNanos(A_WHILE.toNanos()); // no descriptor is left: some will be again
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            DataInputStream in = new DataInputStream(Channels.newInputStream(client));
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(client));
            while (true)
                answer(out, answer(BeanCall.read(in, BeanCall.class)));
        } catch (EOFException | ClosedChannelException over) {
            // the client has ended, or we have
        } catch (IOException e) {
            LOG.debug("a command broke off", e);
        } finally {
            clients.remove(client);
        }
    }

    private Answer answer(BeanCall call) {
        Method method = METHODS.get(call.method());
        if (method == null) return new Answer(null, new UnsupportedOperationException(call.method()));
        try {
            return new Answer(method.invoke(beans, call.arguments()), null);
        } catch (InvocationTargetException e) {
            return new Answer(null, e.getTargetException());
        } catch (IllegalAccessException | RuntimeException e) {
            return new Answer(null, new IllegalArgumentException(e.getMessage()));
        }
    }

    private static void answer(DataOutputStream out, Answer answer) throws IOException {
        try {
            BeanCall.write(out, answer.failure() == null ? answer : new Answer(null, crossing(answer.failure())));
        } catch (NotSerializableException e) {
            BeanCall.write(out, new Answer(null, new IllegalStateException(e.toString())));
        }
    }

    /** A failure as the client can know it: one with a cause of some library crosses as its words. */
    private static Throwable crossing(Throwable failure) {
        if (BeanCall.isKnown(failure)) return failure;
        Throwable said = failure instanceof RuntimeMBeanException bean ? bean.getTargetException() : failure;
        return said instanceof IllegalArgumentException
                ? new IllegalArgumentException(said.getMessage())
                : new IllegalStateException(said.getMessage() == null ? said.toString() : said.getMessage());
    }

    @Override
    public void close() {
        try {
            listening.close();
            Files.deleteIfExists(file);
            for (SocketChannel client : clients)
                client.close();
        } catch (IOException e) {
            LOG.debug("the socket for commands can't be closed", e);
        }
    }
}
