package org.packetboat.connectors.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import org.packetboat.connectors.smtp.tls.TlsFiles;

/** A certificate for a test, made by the JDK's own keytool. */
final class SelfSigned {
    private SelfSigned() {}

    static TlsFiles in(Path folder) throws Exception {
        Path store = folder.resolve("store.p12");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(keytool, "-J-XX:TieredStopAtLevel=1", "-genkeypair", "-alias", "hub",
                "-keyalg", "EC", "-dname",
                "CN=hub.example.com", "-validity", "2", "-keystore", store.toString(), "-storetype", "PKCS12",
                "-storepass", "password").redirectErrorStream(true).start();
        made.getInputStream().readAllBytes();
        assertEquals(0, made.waitFor());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "password".toCharArray());
        }
        return new TlsFiles(pem(folder.resolve("hub.crt"), "CERTIFICATE", keys.getCertificate("hub").getEncoded()),
                pem(folder.resolve("hub.key"), "PRIVATE KEY",
                        keys.getKey("hub", "password".toCharArray()).getEncoded()));
    }

    private static Path pem(Path file, String what, byte[] bytes) throws Exception {
        return Files.writeString(file, "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(bytes) + "\n-----END " + what + "-----\n");
    }
}
