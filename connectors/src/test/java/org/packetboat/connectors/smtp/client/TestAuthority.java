package org.packetboat.connectors.smtp.client;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority of our own, and whom it has issued certificates to; made by the JDK's keytool.
 *
 * @param kind of keys: EC, or RSA for programs with GnuTLS, which can't read the JDK's EC keys
 */
public record TestAuthority(Path folder, KeyStore store, String kind) {
    private static final String PASSWORD = "changeit";

    static TestAuthority in(Path folder) throws Exception {
        return in(folder, "EC");
    }

    /** Makes one of its own. @param folder its last name is that of the authority */
    public static TestAuthority in(Path folder, String kind) throws Exception {
        keytool(folder, kind, "-alias", "ca", "-dname", "CN=" + folder.getFileName(), "-ext", "bc:c");
        TestAuthority made = new TestAuthority(folder, KeyStore.getInstance("PKCS12"), kind);
        made.load();
        return made;
    }

    private static void keytool(Path folder, String kind, String... how) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1",
                "-genkeypair", "-keyalg", kind, "-keysize", kind.equals("EC") ? "256" : "2048",
                "-keystore", folder.resolve("keys.p12").toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        words.addAll(List.of(how));
        Process made = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(made.getInputStream().readAllBytes());
        if (made.waitFor() != 0) throw new IllegalStateException(said);
    }

    /** Issues a certificate for this host. */
    public void issue(String host) throws Exception {
        keytool(folder, kind, "-alias", host, "-dname", "CN=" + host, "-ext", "SAN=dns:" + host, "-signer", "ca");
        load();
    }

    private void load() throws Exception {
        try (InputStream in = Files.newInputStream(folder.resolve("keys.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
    }

    /** Issues one that says it was issued by another authority, of the same name as ours, whose key it names. */
    public void forge(String host, TestAuthority victim) throws Exception {
        byte[] key = ((X509Certificate) victim.store.getCertificate("ca")).getExtensionValue("2.5.29.14");
        keytool(folder, kind, "-alias", host, "-dname", "CN=" + host, "-ext", "SAN=dns:" + host, "-signer", "ca",
                "-ext",
                "2.5.29.35=30168014" + HexFormat.of().formatHex(key, key.length - 20, key.length));
        load();
    }

    /** A PEM file of a certificate. */
    public Path certificate(String alias) throws Exception {
        return pem(folder.resolve(alias + ".crt"), "CERTIFICATE", store.getCertificate(alias).getEncoded());
    }

    /** A PEM file of its key. */
    public Path key(String alias) throws Exception {
        return pem(folder.resolve(alias + ".key"), "PRIVATE KEY",
                store.getKey(alias, PASSWORD.toCharArray()).getEncoded());
    }

    private static Path pem(Path file, String what, byte[] bytes) throws Exception {
        return Files.writeString(file, "some words before\n-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(bytes) + "\n-----END " + what + "-----\n");
    }

    static byte[] hash(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    /** For a server of this name that trusts whom this authority has issued certificates to. */
    SSLContext server(String alias) throws Exception {
        KeyStore own = empty();
        own.setKeyEntry(alias, store.getKey(alias, PASSWORD.toCharArray()), PASSWORD.toCharArray(),
                store.getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD.toCharArray());
        KeyStore trusted = empty();
        trusted.setCertificateEntry("ca", store.getCertificate("ca"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
