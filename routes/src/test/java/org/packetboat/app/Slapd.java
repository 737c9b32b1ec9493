package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.packetboat.connectors.ports.FreePorts;

/**
 * An OpenLDAP directory with a folder and two ports of its own, for {@code dc=example,dc=com}. Nothing is answered in
 * clear text, nor without a login. Ends with the test or its process. Needs the package {@code slapd}.
 */
final class Slapd implements AutoCloseable {
    static final String READER = "cn=mail,dc=example,dc=com";
    static final String PASSWORD = "sea dog";

    private static final Path PLACE = Path.of("/usr/sbin/slapd");
    private static final Path SCHEMAS = Path.of("/etc/ldap/schema");
    private static final String CONFIGURATION = """
            include SCHEMAS/core.schema
            include SCHEMAS/cosine.schema
            include SCHEMAS/inetorgperson.schema
            modulepath /usr/lib/ldap
            moduleload back_mdb
            pidfile HOME/slapd.pid
            TLSCertificateFile HOME/slapd.crt
            TLSCertificateKeyFile HOME/slapd.key
            security tls=1
            require bind
            database mdb
            suffix "dc=example,dc=com"
            directory HOME/entries
            maxsize 100000000
            access to attrs=userPassword by anonymous auth
            access to * by users read
            """;
    private static final String TREE = """
            dn: dc=example,dc=com
            objectClass: domain
            dc: example

            dn: ou=people,dc=example,dc=com
            objectClass: organizationalUnit
            ou: people

            dn: %s
            objectClass: applicationProcess
            objectClass: simpleSecurityObject
            cn: mail
            userPassword: %s
            """.formatted(READER, PASSWORD);

    private final Path folder;
    private final int port = FreePorts.one();
    private final int securedPort = FreePorts.one();
    private Process process;
    private Thread lastResort;

    private Slapd(Path folder) {
        this.folder = folder;
    }

    /** Skips the test, and says so where it is seen, if there is none here. */
    static void needSlapd() {
        boolean there = Files.isExecutable(PLACE);
        if (!there) System.err.println("SKIPPED: DirectoryIT. MISSING: slapd (package slapd); ./verify installs it");
        Assumptions.assumeTrue(there, "no " + PLACE);
    }

    /**
     * Makes one that does not run yet.
     *
     * @param folder has its certificate, slapd.crt, and the key of that, slapd.key
     */
    static Slapd in(Path folder) throws IOException, InterruptedException {
        Slapd made = new Slapd(folder);
        Files.createDirectories(folder.resolve("entries"));
        made.configure("");
        made.add(TREE);
        return made;
    }

    /** Counts from its next start on. @param more further lines of its configuration */
    void configure(String more) throws IOException {
        Files.writeString(folder.resolve("slapd.conf"), (CONFIGURATION + more).replace("HOME", folder.toString())
                .replace("SCHEMAS", SCHEMAS.toString()));
    }

    /** Adds entries while it does not run. @param entries LDIF (RFC 2849) */
    void add(String entries) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("entries.ldif"), entries);
        Process slapadd = new ProcessBuilder("/usr/sbin/slapadd", "-q", "-f", folder.resolve("slapd.conf").toString(),
                "-l", file.toString()).redirectErrorStream(true).start();
        String said = new String(slapadd.getInputStream().readAllBytes());
        assertEquals(0, slapadd.waitFor(), said);
    }

    /** An entry for {@link #add}. @param more further lines */
    static String person(String name, String... more) {
        List<String> lines = new ArrayList<>(List.of("", "dn: uid=" + name + ",ou=people,dc=example,dc=com",
                "objectClass: inetOrgPerson", "uid: " + name, "cn: " + name, "sn: " + name,
                "mail: " + name + "@example.com"));
        lines.addAll(List.of(more));
        return String.join("\n", lines) + "\n";
    }

    /** Starts it, and waits until it answers. */
    void start() throws IOException {
        process = new ProcessBuilder(PLACE.toString(), "-d", "0", "-f", folder.resolve("slapd.conf").toString(), "-h",
                "ldap://127.0.0.1:" + port + "/ ldaps://127.0.0.1:" + securedPort + "/").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("slapd.log").toFile())).start();
        lastResort = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(lastResort);
        Awaitility.await("slapd").atMost(ServerProcess.PATIENCE).ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    assertEquals(true, process.isAlive(), () -> log());
                    new Socket(InetAddress.getLoopbackAddress(), securedPort).close();
                    return true;
                });
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    /** Where it takes StartTLS. */
    int port() {
        return port;
    }

    /** Where it speaks TLS from the first byte. */
    int securedPort() {
        return securedPort;
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("slapd.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) kill();
    }
}
