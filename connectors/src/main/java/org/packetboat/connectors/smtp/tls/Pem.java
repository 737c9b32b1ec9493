package org.packetboat.connectors.smtp.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys out of text files (RFC 7468). What is wrong is said with the file's name. */
final class Pem {
    private static final Pattern KEY = Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");
    private static final List<String> KINDS = List.of("EC", "RSA", "EdDSA");

    private Pem() {}

    /** All certificates of a file, at least one. */
    static List<X509Certificate> certificates(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> all = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast).toList();
            if (all.isEmpty()) throw new IOException(file + " has no certificate; expected PEM: BEGIN CERTIFICATE");
            return all;
        } catch (CertificateException e) {
            throw new IOException(file + " can't be read as certificates; expected PEM: " + e.getMessage(), e);
        }
    }

    /** A private key without a password. */
    static PrivateKey key(Path file) throws IOException {
        Matcher found = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!found.find()) {
            throw new IOException(file + " has no private key; expected PEM without a password: BEGIN PRIVATE KEY");
        }
        try {
            return key(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " has no private key that can be used; expected one of " + KINDS, e);
        }
    }

    /** The text does not say what kind of key it is. */
    private static PrivateKey key(PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
        GeneralSecurityException none = new GeneralSecurityException("of no known kind");
        for (String kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(encoded);
            } catch (GeneralSecurityException other) {
                none.addSuppressed(other);
            }
        }
        throw none;
    }
}
