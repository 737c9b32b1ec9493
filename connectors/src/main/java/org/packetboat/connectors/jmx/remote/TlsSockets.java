package org.packetboat.connectors.jmx.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.server.RMIServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** TLS on one address, 1.2 at least; who calls shows a certificate, or doesn't have to. */
final class TlsSockets implements RMIServerSocketFactory {
    private static final int MOST_WAITING = 50;
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final SSLContext tls;
    private final InetAddress address;
    private final boolean certificates;

    TlsSockets(SSLContext tls, InetAddress address, boolean certificates) {
        this.tls = tls;
        this.address = address;
        this.certificates = certificates;
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        SSLServerSocket socket = (SSLServerSocket) tls.getServerSocketFactory().createServerSocket(port, MOST_WAITING,
                address);
        socket.setEnabledProtocols(VERSIONS);
        socket.setNeedClientAuth(certificates);
        return socket;
    }
}
