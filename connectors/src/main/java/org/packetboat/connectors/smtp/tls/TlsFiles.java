package org.packetboat.connectors.smtp.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;

/**
 * Where a certificate of our own lies: the server's for those who call it, or a route's for those whom it calls.
 *
 * @param certificate the certificate and those that lead to its root, PEM, our own first
 * @param key         its private key, PEM in PKCS#8 form ("BEGIN PRIVATE KEY"), without a password
 */
public record TlsFiles(Path certificate, Path key) {
    private static final byte[] ANYTHING = {1, 2, 3};

    /** What they hold. */
    record Identity(List<X509Certificate> chain, PrivateKey key) {}

    List<Path> all() {
        return List.of(certificate, key);
    }

    /** @throws IOException if they can't be used, or do not belong together; its message names them */
    Identity read() throws IOException {
        Identity identity = new Identity(Pem.certificates(certificate), Pem.key(key));
        if (isPair(identity.chain().getFirst().getPublicKey(), identity.key())) return identity;
        throw new IOException("key " + key + " does not belong to certificate " + certificate
                + "; expected the key that the first certificate in the file was made with");
    }

    private static boolean isPair(PublicKey open, PrivateKey secret) {
        try {
            String kind = switch (secret.getAlgorithm().toUpperCase(Locale.ROOT)) {
                case "EC" -> "SHA256withECDSA";
                case "RSA" -> "SHA256withRSA";
                default -> secret.getAlgorithm();
            };
            Signature signature = Signature.getInstance(kind);
            signature.initSign(secret);
            signature.update(ANYTHING);
            byte[] signed = signature.sign();
            signature.initVerify(open);
            signature.update(ANYTHING);
            return signature.verify(signed);
        } catch (GeneralSecurityException other) {
            return false;
        }
    }

    /**
     * What is wrong with them now, if anything, for whoever checks a configuration.
     *
     * @throws IOException with what is wrong
     */
    public void check() throws IOException {
        read();
    }
}
