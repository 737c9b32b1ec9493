package org.packetboat.connectors.jmx.local;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import javax.management.MBeanServerConnection;

/** Calls the MBeans of the server of a data folder by its {@link BeanSocket}: one call at a time. */
public final class BeanClient implements InvocationHandler, AutoCloseable {
    private final SocketChannel socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    private BeanClient(SocketChannel socket) {
        this.socket = socket;
        in = new DataInputStream(Channels.newInputStream(socket));
        out = new DataOutputStream(Channels.newOutputStream(socket));
    }

    /** Empty if there is no socket in it that may be used, or nobody listens to it. */
    public static Optional<BeanClient> of(Path dataFolder) {
        return BeanSocket.of(dataFolder).flatMap(BeanClient::connected);
    }

    private static Optional<BeanClient> connected(Path file) {
        try {
            return Optional.of(new BeanClient(SocketChannel.open(UnixDomainSocketAddress.of(file))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** As proxies of MBeans use it: what they don't need is an UnsupportedOperationException. */
    public MBeanServerConnection beans() {
        return (MBeanServerConnection) Proxy.newProxyInstance(BeanClient.class.getClassLoader(),
                new Class<?>[]{MBeanServerConnection.class}, this);
    }

    @Override
    public synchronized Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (!BeanSocket.METHODS.containsKey(method.getName()))
            throw new UnsupportedOperationException(method.getName());
        BeanCall.write(out, new BeanCall(method.getName(), arguments));
        BeanCall.Answer answer = BeanCall.read(in, BeanCall.Answer.class);
        if (answer.failure() != null) throw answer.failure();
        return answer.value();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
