package org.packetboat.connectors.smtp.client;

import io.netty.handler.ssl.SslHandler;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.packetboat.engine.peer.Tls;

/**
 * TLS towards a peer. Where it must be, the certificate has to be trusted and to name the host (RFC 9525); where it may
 * be, anything is better than clear text and nothing is checked (RFC 7435).
 */
public final class ClientTls {
    private final SSLContext checking;
    private final SSLContext trusting;

    /** Trusts the certificate authorities the Java runtime trusts. */
    public ClientTls() throws GeneralSecurityException {
        this(SSLContext.getDefault());
    }

    /** @param checking trusts whom the operator trusts; used where TLS must be */
    public ClientTls(SSLContext checking) throws GeneralSecurityException {
        this.checking = checking;
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, new TrustManager[]{new TrustsAnybody()}, null);
    }

    SslHandler handler(Tls policy, String host, int port, Duration patience) {
        boolean checked = policy.isChecked();
        SSLEngine engine = (checked ? checking : trusting).createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(checked ? "HTTPS" : "");
        engine.setSSLParameters(parameters);
        SslHandler handler = new SslHandler(engine);
        handler.setHandshakeTimeoutMillis(patience.toMillis());
        return handler;
    }

    /** Extended, because the runtime adds checks of its own to a plain one. */
    private static final class TrustsAnybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
            // anybody is welcome
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
            // anybody is welcome
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            // anybody is welcome
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            // anybody is welcome
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // anybody is welcome
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // anybody is welcome
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
