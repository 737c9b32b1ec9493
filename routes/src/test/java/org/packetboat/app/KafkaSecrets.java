package org.packetboat.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a broker and its clients need to trust each other: a certificate made for the test, a user and a password. */
final class KafkaSecrets {
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
        List<String> command = new java.util.ArrayList<>(
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

    /** The broker's side, for server.properties. */
    String brokerSettings() {
        return """
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL
                sasl.enabled.mechanisms=PLAIN
                ssl.keystore.type=PKCS12
                ssl.keystore.location=%s
                ssl.keystore.password=%s
                listener.name.sasl_ssl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule \
                required username="admin" password="x" user_packetboat="%s";
                """.formatted(folder.resolve("broker.p12"), STORE_PASSWORD, PASSWORD);
    }

    /** What a client logs in with, as Kafka wants it in sasl.jaas.config. */
    static String login(String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"packetboat\" password=\""
                + password + "\";";
    }
}
