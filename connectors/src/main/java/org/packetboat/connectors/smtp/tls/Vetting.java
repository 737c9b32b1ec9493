package org.packetboat.connectors.smtp.tls;

import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.packetboat.engine.peer.Fingerprint;

/**
 * Whether a server's certificate is trusted: by its fingerprint where some are named, and by who issued it, its dates
 * and its name where authorities are; by neither, anybody is. Extended, because the runtime adds checks of its own to a
 * plain one.
 */
final class Vetting extends X509ExtendedTrustManager {
    private final Set<Fingerprint> fingerprints;
    private final Optional<X509ExtendedTrustManager> authorities;

    Vetting(Set<Fingerprint> fingerprints, Optional<X509ExtendedTrustManager> authorities) {
        this.fingerprints = fingerprints;
        this.authorities = authorities;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        checkFingerprint(chain[0]);
        if (authorities.isPresent()) authorities.get().checkServerTrusted(chain, kind, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        checkFingerprint(chain[0]);
        if (authorities.isPresent()) authorities.get().checkServerTrusted(chain, kind, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        checkFingerprint(chain[0]);
        if (authorities.isPresent()) authorities.get().checkServerTrusted(chain, kind);
    }

    private void checkFingerprint(X509Certificate certificate) throws CertificateException {
        Fingerprint shown = hash(certificate.getEncoded());
        if (fingerprints.isEmpty() || fingerprints.contains(shown)
                || fingerprints.contains(hash(certificate.getPublicKey().getEncoded()))) {
            return;
        }
        throw new CertificateException("its certificate has none of the route's fingerprints, but " + shown.hex());
    }

    private static Fingerprint hash(byte[] bytes) {
        try {
            return Fingerprint.of(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // each Java has it
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        throw noClients();
    }

    private static CertificateException noClients() {
        return new CertificateException("only servers are called");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.map(X509ExtendedTrustManager::getAcceptedIssuers).orElse(new X509Certificate[0]);
    }
}
