package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;

/**
 * What a server needs for TLS and logins, made as an operator makes it: hub.crt and hub.key in its folder, accounts.
 */
final class TlsHome {
    private static final String STORE_PASSWORD = "changeit";

    private TlsHome() {}

    /** The line of an account. */
    static String account(String user, String password) throws IOException, InterruptedException {
        Process made = new ProcessBuilder(ServerProcess.program("password", user)).start();
        made.getOutputStream().write((password + "\n").getBytes(StandardCharsets.UTF_8));
        made.getOutputStream().close();
        String line = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, made.waitFor());
        return line;
    }

    /** Makes the files for localhost. @return what they were made from */
    static KeyStore certificate(Path folder) throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "hub", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost",
                "-keystore", file.toString(), "-storetype", "PKCS12", "-storepass", STORE_PASSWORD)
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertEquals(0, keytool.waitFor());
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, STORE_PASSWORD.toCharArray());
        }
        pem(folder.resolve("hub.crt"), "CERTIFICATE", store.getCertificate("hub").getEncoded());
        pem(folder.resolve("hub.key"), "PRIVATE KEY", store.getKey("hub", STORE_PASSWORD.toCharArray()).getEncoded());
        return store;
    }

    private static void pem(Path file, String what, byte[] bytes) throws IOException {
        Files.writeString(file, "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(bytes) + "\n-----END " + what + "-----\n");
    }
}
