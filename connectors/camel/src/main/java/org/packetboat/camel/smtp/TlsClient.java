package org.packetboat.camel.smtp;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS towards a server. Where it has to be, the certificate must be trusted and name the host (RFC 6125). Where it only
 * may be, any will do: who can listen could also have taken the offer of TLS away.
 */
final class TlsClient {
    private final MailServer server;

    TlsClient(MailServer server) {
        this.server = server;
    }

    /**
     * Does the handshake; nothing else may read from the socket meanwhile.
     *
     * @throws IOException if one side does not accept the other
     */
    Socket over(Socket plain) throws IOException {
        try {
            SSLSocket secure = (SSLSocket) context().getSocketFactory().createSocket(plain, server.host(),
                    server.port(), true);
            SSLParameters parameters = secure.getSSLParameters();
            if (server.tls().isChecked()) parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return secure;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private SSLContext context() throws GeneralSecurityException {
        if (server.trust().isPresent()) return server.trust().get();
        if (server.tls().isChecked()) return SSLContext.getDefault();
        SSLContext any = SSLContext.getInstance("TLS");
        any.init(null, new TrustManager[]{new Anybody()}, null);
        return any;
    }

    /** Looks at no certificate. */
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
