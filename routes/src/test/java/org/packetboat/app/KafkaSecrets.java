package org.packetboat.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** What a broker and its clients need to trust each other: a certificate made for the test, a user and a password. */
final class KafkaSecrets {
    private static final String USER = "packetboat";
    static final String PASSWORD = "hush-broker-4711";
    static final String STORE_PASSWORD = "hush-store-4712";
    private final Path folder;

    private KafkaSecrets(Path folder) {
        this.folder = folder;
    }

    /** Makes them, by the JDK's own tool. */
    static KafkaSecrets make(Path folder) throws IOException {
        KafkaSecrets secrets = new KafkaSecrets(Files.createDirectories(folder));
        secrets.keytool("-genkeypair", "-alias", "broker", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
                "SAN=DNS:localhost", "-keystore", "broker.p12");
        secrets.keytool("-exportcert", "-alias", "broker", "-keystore", "broker.p12", "-file", "broker.crt");
        secrets.keytool("-importcert", "-noprompt", "-alias", "broker", "-file", "broker.crt", "-keystore",
                "trust.p12");
        return secrets;
    }

    private void keytool(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile()).start();
        if (process.onExit().join().exitValue() != 0)
            throw new IOException(Files.readString(folder.resolve("keytool.log")));
    }

    Path trustStore() {
        return folder.resolve("trust.p12");
    }

    Path keyStore() {
        return folder.resolve("broker.p12");
    }

    /** The broker's side, for server.properties. Users of SCRAM are made by {@link #makeUser}. */
    String brokerSettings() {
        return """
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL
                sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512
                ssl.keystore.type=PKCS12
                ssl.keystore.location=%s
                ssl.keystore.password=%s
                listener.name.sasl_ssl.plain.sasl.jaas.config=%s required username="admin" password="x" user_%s="%s";
                listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config=%6$s required;
                listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=%6$s required;
                """.formatted(keyStore(), STORE_PASSWORD, module("PLAIN"), USER, PASSWORD, module("SCRAM"));
    }

    /** Tells the broker the user's password for SCRAM (RFC 5802); it keeps what it needs of it itself. */
    static void makeUser(Admin admin) throws ExecutionException, InterruptedException {
        for (ScramMechanism mechanism : List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512))
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(USER,
                    new ScramCredentialInfo(mechanism, 4096), PASSWORD))).all().get();
    }

    /** What a client logs in with, as Kafka wants it in sasl.jaas.config. */
    static String login(String mechanism, String password) {
        return module(mechanism) + " required username=\"" + USER + "\" password=\"" + password + "\";";
    }

    private static String module(String mechanism) {
        return mechanism.equals("PLAIN")
                ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                : "org.apache.kafka.common.security.scram.ScramLoginModule";
    }
}
