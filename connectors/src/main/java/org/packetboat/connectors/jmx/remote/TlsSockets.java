package org.packetboat.connectors.jmx.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.rmi.server.RMIServerSocketFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * TLS on one address, 1.2 at least; who calls shows a certificate, or doesn't have to. RMI tells nobody on which
 * connection a call came, but reads calls and does them in one thread: so the connection that a thread has read from
 * last is the caller's.
 */
final class TlsSockets implements RMIServerSocketFactory {
    private static final int MOST_WAITING = 50;
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final SSLContext tls;
    private final InetAddress address;
    private final boolean certificates;
    private final ThreadLocal<SSLSocket> read = new ThreadLocal<>();

    TlsSockets(SSLContext tls, InetAddress address, boolean certificates) {
        this.tls = tls;
        this.address = address;
        this.certificates = certificates;
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return new ServerSocket(port, MOST_WAITING, address) {
            /** Who is gone before it could be spoken to is no trouble of this port. */
            @Override
            public Socket accept() throws IOException {
                while (true) {
                    Socket plain = super.accept();
                    try {
                        return secured(plain);
                    } catch (IOException gone) {
                        plain.close();
                    }
                }
            }
        };
    }

    private Socket secured(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, true);
        socket.setEnabledProtocols(VERSIONS);
        socket.setNeedClientAuth(certificates);
        return new ReadSocket(socket, () -> read.set(socket));
    }

    /** The common name in the certificate of whoever made the call that this thread is doing. */
    Optional<String> caller() {
        Optional<SSLSocket> socket = Optional.ofNullable(read.get());
        if (socket.isEmpty()) return Optional.empty();
        try {
            X509Certificate shown = (X509Certificate) socket.get().getSession().getPeerCertificates()[0];
            List<Rdn> parts = new LdapName(shown.getSubjectX500Principal().getName()).getRdns();
            return parts.reversed().stream().filter(part -> part.getType().equalsIgnoreCase("CN"))
                    .map(part -> part.getValue().toString()).findFirst();
        } catch (SSLPeerUnverifiedException | InvalidNameException unknown) {
            return Optional.empty();
        }
    }
}
