package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs of this machine send mail by {@code packetboat-sendmail}, whether or not the server runs. */
class SendmailIT {
    private static final Path SCRIPT = Path.of("../bin/packetboat-sendmail").toAbsolutePath().normalize();
    private static final Path MAILX = Path.of("/usr/bin/bsd-mailx");
    private static final String CRON = """
            From: root (Cron Daemon)
            To: root
            Subject: Cron <root@box> /etc/daily
            MIME-Version: 1.0
            Content-Type: text/plain; charset=UTF-8
            Content-Transfer-Encoding: 8bit
            X-Cron-Env: <SHELL=/bin/sh>
            Auto-Submitted: auto-generated

            10 %\r20 %\rdone
            .
            the end
            """;

    @TempDir
    private Path folder;
    private Home home;
    private Path drop;
    private ServerProcess server;

    /** What a program came to. */
    private record Ran(int exit, String said) {}

    @BeforeEach
    void prepare() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        home = new Home(Files.createDirectory(folder.resolve("packetboat")))
                .withUsualConfiguration("drop: { folder: drop }\n");
        drop = home.folder().resolve("drop");
    }

    @AfterEach
    void stop() {
        if (server != null) server.close();
    }

    private void start() {
        server = ServerProcess.start(home);
        await().until(() -> Files.isDirectory(drop.resolve("refused")));
    }

    private Ran run(List<String> command, String input) {
        try {
            Path in = Files.writeString(folder.resolve("input"), input);
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile())
                    .redirectInput(in.toFile());
            builder.environment().put("PACKETBOAT_DROP", drop.toString());
            builder.environment().put("MAILRC", folder.resolve("mailrc").toString());
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
            return new Ran(process.exitValue(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Ran sendmail(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(arguments));
        return run(command, input);
    }

    private void sent(String input, String... arguments) {
        assertEquals(new Ran(0, ""), sendmail(input, arguments));
    }

    private String only(String user) {
        await(user).atMost(ServerProcess.PATIENCE).until(() -> !home.mailOf(user).isEmpty());
        assertEquals(1, home.mailOf(user).size());
        return home.mailOf(user).getFirst();
    }

    private static void has(String mail, String... parts) {
        Stream.of(parts).forEach(part -> assertTrue(mail.contains(part), () -> part + " in\n" + mail));
    }

    @Test
    void mailOfCronArrives() {
        start();
        sent(CRON, "-FCronDaemon", "-i", "-B8BITMIME", "-oem", "root");
        String mail = only("root");
        has(mail, "From: root@hub.example.com (Cron Daemon)\n", "To: root@hub.example.com\n", "\nDate: ",
                "\nMessage-ID: <", "(Packetboat, from userid ", "\n10 %\n20 %\ndone\n.\nthe end\n");
    }

    @Test
    void mailThatIsDroppedWhileTheServerIsDownArrivesOnceItRuns() throws IOException {
        start();
        server.stop();
        sent("To: Team: anna, \"Bob B.\" <bob>;\nBcc: carl\nSubject: hi\n\nHello\n", "-t", "-oi");
        try (Stream<Path> files = Files.list(drop)) {
            Path file = files.filter(f -> f.getFileName().toString().startsWith("mail.")).findFirst().orElseThrow();
            assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            assertEquals(Files.getAttribute(drop, "unix:gid"), Files.getAttribute(file, "unix:gid"));
        }
        start();
        for (String user : List.of("anna", "bob", "carl")) {
            has(only(user), "To: Team: anna@hub.example.com, \"Bob B.\" <bob@hub.example.com>;\n");
            assertFalse(only(user).contains("Bcc"));
        }
        await().until(() -> Files.list(drop.resolve("taken")).findAny().isEmpty());
    }

    @Test
    void aDotAloneEndsTheTextUnlessDotsAreText() {
        start();
        sent("Subject: a\n\none\n.\ntwo\n", "-f", "web@example.org", "-F", "The Web", "anna");
        has(only("anna"), "Return-Path: <web@example.org>", "From: The Web <web@example.org>\n", "\none\n");
        assertFalse(only("anna").contains("two"));
        sent("Subject: a\n\none\n.\ntwo\n", "-i", "-f", "", "bob");
        has(only("bob"), "Return-Path: <>", "\none\n.\ntwo\n");
    }

    @Test
    void whoCanNotGetItIsToldToTheSender() {
        start();
        sent("Subject: a\n\none\n", "-f", "anna", "bob", "x@nowhere.example", "two words");
        has(only("bob"), "Subject: a");
        await().atMost(ServerProcess.PATIENCE)
                .until(() -> String.join("\n", home.mailOf("anna")).contains("two words")
                        && String.join("\n", home.mailOf("anna")).contains("x@nowhere.example"));
    }

    @Test
    void speaksSmtpOnItsStandardInput() {
        start();
        Ran ran = sendmail("EHLO pine\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<anna@hub.example.com>\r\nDATA\r\n"
                + "Subject: hi\r\n\r\n..dot\r\n.\r\nMAIL FROM:<>\r\nRSET\r\nQUIT\r\n", "-bs");
        assertEquals(List.of("220", "250-packetboat-sendmail", "250-8BITMIME", "250", "250", "250", "354", "250", "250",
                "250", "221"), ran.said().lines().map(l -> l.strip().split(" ")[0]).toList());
        has(only("anna"), "Return-Path: <a@example.org>", "\n.dot\n");
    }

    @Test
    void anyUserMayDropAndNoneMayLook() throws IOException {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "not root");
        start();
        List<String> nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        Path script = Files.copy(SCRIPT, folder.resolve("sendmail"));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(home.folder(), PosixFilePermissions.fromString("rwx--x--x"));
        server.stop();
        List<String> sending = new ArrayList<>(nobody);
        sending.addAll(List.of(script.toString(), "anna"));
        assertEquals(new Ran(0, ""), run(sending, "Subject: x\n\nhi\n"));
        List<String> looking = new ArrayList<>(nobody);
        looking.addAll(List.of("ls", drop.toString()));
        assertFalse(run(looking, "").exit() == 0);
        start();
        has(only("anna"), "(Packetboat, from userid 65534)", "From: nobody@hub.example.com\n");
    }

    @Test
    void mailxSendsByIt() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(MAILX), "no " + MAILX);
        Files.writeString(folder.resolve("mailrc"), "set sendmail=" + SCRIPT + "\n");
        start();
        Ran ran = run(List.of(MAILX.toString(), "-s", "From mailx", "-c", "bob", "anna,carl@hub.example.com"),
                "Hello\n.\n");
        assertEquals(0, ran.exit(), ran.said());
        for (String user : List.of("anna", "bob", "carl"))
            has(only(user), "Subject: From mailx\n", "\nHello\n");
    }

    @ParameterizedTest
    @CsvSource({"64, -Z", "64, -R some anna", "64, -N perhaps anna", "64, -i", "64, -bd", "65, -t", "0, -q", "0, -q30m",
            "0, -bp", "0, -bi", "64, -f", "0, -oem -odb -oi -os -O DeliveryMode=b -v -G -U -m -n -L x -X /x -h 3 anna"})
    void theExitCodeSaysWhatWasWrong(int code, String arguments) throws IOException {
        Files.createDirectory(drop);
        assertEquals(code, sendmail("Subject: x\n\nhi\n", arguments.split(" ")).exit());
        try (Stream<Path> files = Files.list(drop)) {
            assertEquals(arguments.contains("anna") && code == 0 ? 1 : 0, files.count());
        }
    }

    @Test
    void withoutAFolderItSaysSo() {
        assertEquals(72, sendmail("Subject: x\n\nhi\n", "anna").exit());
    }
}
