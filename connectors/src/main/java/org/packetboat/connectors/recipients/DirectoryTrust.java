package org.packetboat.connectors.recipients;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whose certificates a directory may show, checked by the JDK (RFC 5280), with all signatures: the trust managers of
 * the LDAP library compare no more than the names of authorities, which anybody can write into a certificate.
 *
 * @param authorities a PEM file; empty: the authorities that the Java runtime trusts
 */
record DirectoryTrust(Optional<String> authorities) {
    /** @throws IOException if the file can't be used; its message names it, and says what is expected */
    SSLContext context() throws IOException {
        try {
            TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
            trusted.init(authorities.isPresent() ? store(certificates(authorities.get())) : null);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusted.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS can't be used: " + e.getMessage(), e);
        }
    }

    private static Collection<? extends Certificate> certificates(String file) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            Collection<? extends Certificate> all = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (all.isEmpty()) throw new IOException(file + " has no certificate; expected PEM: BEGIN CERTIFICATE");
            return all;
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file + "; expected the certificates of authorities (PEM)", e);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " can't be read as certificates; expected PEM: " + e.getMessage(), e);
        }
    }

    private static KeyStore store(Collection<? extends Certificate> certificates)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate each : certificates)
            store.setCertificateEntry("authority-" + store.size(), each);
        return store;
    }

    /**
     * What to do about trouble with a certificate; empty if it is none.
     *
     * @param text what the LDAP library says: it keeps no causes, but the JDK's words; "Hostname verification" is its
     *             own
     */
    Optional<String> remedy(String text) {
        if (text.contains("Hostname verification"))
            return Optional.of("\"host\" has to be a name that the directory's certificate has");
        if (text.contains("validity check failed"))
            return Optional.of("the directory's certificate has expired, or does not count yet; renew it, if the clock "
                    + "of this machine is right");
        if (!text.contains("PKIX path")) return Optional.empty();
        return Optional.of("the directory's certificate comes from no authority that is trusted; "
                + authorities.map(file -> "write the certificate of its authority into " + file)
                        .orElse("name a PEM file with the certificate of its authority as \"authorities\"")
                + ", unless somebody else answers in its place");
    }
}
