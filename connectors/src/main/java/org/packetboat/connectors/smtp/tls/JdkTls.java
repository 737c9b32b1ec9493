package org.packetboat.connectors.smtp.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS by the JDK's own means towards those who call us, for servers of the JDK. A renewed certificate counts from the
 * next connection on.
 */
public final class JdkTls {
    private JdkTls() {}

    /**
     * Makes it.
     *
     * @param authorities whose certificates callers may show, PEM; empty if they need none
     * @throws IOException if files can't be used; its message names them
     */
    public static SSLContext server(TlsFiles files, Optional<Path> authorities) throws IOException {
        KeyManager[] own = {new RenewedKeys(files)};
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own, authorities.isEmpty() ? new TrustManager[0] : trusting(authorities.get()), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS can't be used: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] trusting(Path authorities) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        List<X509Certificate> all = Pem.certificates(authorities);
        for (int i = 0; i < all.size(); i++)
            store.setCertificateEntry("authority" + i, all.get(i));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
