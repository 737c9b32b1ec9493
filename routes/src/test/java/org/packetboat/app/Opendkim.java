package org.packetboat.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.packetboat.connectors.ports.FreePorts;

/**
 * A real filter: opendkim, which signs mail of example.com from this machine and checks signatures, with a key of its
 * own. Ends with the test or its process. Needs the packages {@code opendkim} and {@code opendkim-tools}.
 */
final class Opendkim implements AutoCloseable {
    private static final Path PLACE = Path.of("/usr/sbin/opendkim");
    private static final Path KEYS = Path.of("/usr/sbin/opendkim-genkey");

    private final Path folder;
    private final int port = FreePorts.one();
    private Process process;
    private Thread lastResort;

    private Opendkim(Path folder) {
        this.folder = folder;
    }

    /** Skips the test, and says so where it is seen, if there is none here. */
    static void needOpendkim() {
        boolean there = Files.isExecutable(PLACE) && Files.isExecutable(KEYS);
        if (!there)
            System.err.println("SKIPPED: MilterIT. MISSING: opendkim, opendkim-genkey (packages opendkim, "
                    + "opendkim-tools); ./verify installs them");
        Assumptions.assumeTrue(there, "no " + PLACE);
    }

    /** Makes a key, where it is to be read by {@link #in}. */
    static void key(Path folder) throws IOException, InterruptedException {
        Process made = new ProcessBuilder(KEYS.toString(), "-d", "example.com", "-s", "boat", "-D",
                folder.toString()).redirectErrorStream(true).start();
        String said = new String(made.getInputStream().readAllBytes());
        Assertions.assertEquals(0, made.waitFor(), said);
    }

    /**
     * Makes one that does not run yet.
     *
     * @param configuration as docs/filters.md has it
     */
    static Opendkim in(Path folder, String configuration) throws IOException {
        Opendkim made = new Opendkim(folder);
        String record = Files.readString(folder.resolve("boat.txt")).replaceAll("(?s)[^\"]*\"([^\"]*)\"[^\"]*", "$1");
        Files.writeString(folder.resolve("keys"), "boat._domainkey.example.com " + record.strip() + "\n");
        Files.writeString(folder.resolve("opendkim.conf"), configuration
                .replace("/etc/dkimkeys", folder.toString()).replace("8891", String.valueOf(made.port))
                + "\nTestPublicKeys " + folder.resolve("keys") + "\nRequireSafeKeys no\nSyslog no\n");
        return made;
    }

    int port() {
        return port;
    }

    void start() throws IOException {
        process = new ProcessBuilder(PLACE.toString(), "-f", "-x", folder.resolve("opendkim.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("opendkim.log").toFile())).start();
        lastResort = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(lastResort);
        Awaitility.await("opendkim").atMost(ServerProcess.PATIENCE).ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    Assertions.assertTrue(process.isAlive(), this::log);
                    new Socket(InetAddress.getLoopbackAddress(), port).close();
                    return true;
                });
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("opendkim.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) kill();
    }
}
