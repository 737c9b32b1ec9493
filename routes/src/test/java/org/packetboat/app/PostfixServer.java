package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.packetboat.connectors.ports.FreePorts;

/**
 * A Postfix with folders and a port of its own. It takes mail for desk@ny.example.com into a Maildir, refuses
 * everybody else, and ends with the test or its process. Needs root and the package {@code postfix}.
 */
final class PostfixServer implements AutoCloseable {
    private static final Path PLACE = Path.of("/usr/sbin/postfix");
    private static final Pattern SERVICE = Pattern.compile("(?m)^([a-z-]+ +(?:unix|fifo) +\\S+ +\\S+) +[y-] ");

    private final Path folder;
    private final int port;
    private final Thread lastResort = new Thread(this::stop);

    private PostfixServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Skips the test, and says so where it is seen, if there is no Postfix here or we are not root. */
    static void needPostfix() {
        boolean there = Files.isExecutable(PLACE);
        boolean root = System.getProperty("user.name").equals("root");
        String missing = there ? "root" : "package postfix";
        if (!there || !root) System.err.println("SKIPPED: PostfixIT; MISSING: " + missing);
        Assumptions.assumeTrue(there && root, missing + " is missing");
    }

    /** @param folder everybody may look into it, and into all folders above it */
    static PostfixServer in(Path folder) throws IOException {
        PostfixServer server = new PostfixServer(folder, FreePorts.one());
        server.configure();
        Runtime.getRuntime().addShutdownHook(server.lastResort);
        server.postfix("start");
        Awaitility.await("Postfix").atMost(ServerProcess.PATIENCE).ignoreExceptions().until(() -> {
            new Socket(InetAddress.getLoopbackAddress(), server.port).close();
            return true;
        });
        return server;
    }

    /** From now on it is set up so, too. @param more lines of main.cf */
    void with(String more) throws IOException {
        Files.writeString(folder.resolve("etc/main.cf"), more, StandardOpenOption.APPEND);
        postfix("reload");
    }

    int port() {
        return port;
    }

    private void configure() throws IOException {
        for (String part : List.of("etc", "spool", "data", "mail"))
            Files.createDirectories(folder.resolve(part));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        UserPrincipalLookupService names = folder.getFileSystem().getUserPrincipalLookupService();
        for (String part : List.of("data", "mail")) {
            Files.setOwner(folder.resolve(part), names.lookupPrincipalByName("postfix"));
            Files.getFileAttributeView(folder.resolve(part), PosixFileAttributeView.class)
                    .setGroup(names.lookupPrincipalByGroupName("postfix"));
        }
        Files.writeString(folder.resolve("etc/master.cf"), services());
        Files.writeString(folder.resolve("etc/main.cf"), MAIN.replace("HOME", folder.toString())
                .replace("UID", Files.getAttribute(folder.resolve("mail"), "unix:uid").toString())
                .replace("GID", Files.getAttribute(folder.resolve("mail"), "unix:gid").toString()));
    }

    /** The services as they are delivered, but on our port, in no chroot, and logging to our file. */
    private String services() throws IOException {
        Path delivered = Stream.of("/usr/share/postfix/master.cf.dist", "/etc/postfix/master.cf").map(Path::of)
                .filter(Files::exists).findFirst().orElseThrow();
        String services = SERVICE.matcher(Files.readString(delivered)).replaceAll("$1 n ");
        services = services.replaceAll("(?m)^smtp +inet +\\S+ +\\S+ +\\S+", "127.0.0.1:" + port + " inet n - n");
        return services.contains("\npostlog")
                ? services
                : services + "\npostlog unix-dgram n - n - 1 postlogd\n";
    }

    private static final String MAIN = """
            compatibility_level = 3.6
            queue_directory = HOME/spool
            data_directory = HOME/data
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            mynetworks = 127.0.0.0/8
            myhostname = mail.ny.example.com
            mydestination =
            alias_maps =
            virtual_mailbox_domains = ny.example.com
            virtual_mailbox_base = HOME/mail
            virtual_mailbox_maps = inline:{ desk@ny.example.com=desk/ }
            virtual_uid_maps = static:UID
            virtual_gid_maps = static:GID
            virtual_minimum_uid = 1
            virtual_mailbox_limit = 0
            message_size_limit = 0
            smtpd_relay_restrictions = permit_mynetworks, reject
            local_header_rewrite_clients =
            maillog_file = HOME/log
            maillog_file_prefixes = HOME
            """;

    private void postfix(String command) {
        try {
            Process postfix = new ProcessBuilder(PLACE.toString(), "-c", folder.resolve("etc").toString(), command)
                    .redirectErrorStream(true).redirectOutput(folder.resolve(command + ".out").toFile()).start();
            postfix.waitFor(ServerProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives a batch of SMTP to its sendmail. @return what that answers */
    String batch(byte[] batch) throws IOException {
        Process sendmail = new ProcessBuilder("/usr/sbin/sendmail", "-C", folder.resolve("etc").toString(), "-bs")
                .redirectErrorStream(true).start();
        sendmail.getOutputStream().write(batch);
        sendmail.getOutputStream().close();
        return new String(sendmail.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** The messages that have come, as they lie in the Maildir: line ends are LF. */
    List<String> mail() throws IOException {
        Path box = folder.resolve("mail/desk/new");
        if (!Files.isDirectory(box)) return List.of();
        try (Stream<Path> files = Files.list(box)) {
            return files.sorted().map(PostfixServer::text).toList();
        }
    }

    /** Waits until so many messages have come. */
    List<String> await(int messages) throws IOException {
        Awaitility.await().atMost(ServerProcess.PATIENCE)
                .untilAsserted(() -> assertEquals(messages, mail().size(), this::log));
        return mail();
    }

    String log() {
        return text(folder.resolve("log"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stop() {
        postfix("stop");
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }
}
