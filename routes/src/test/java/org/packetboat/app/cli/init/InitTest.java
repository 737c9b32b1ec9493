package org.packetboat.app.cli.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.packetboat.app.cli.PacketboatCommand;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;

/** A first configuration is whole, passes the check, keeps its secrets, and never takes the place of another. */
class InitTest {
    private static final String MODEM = "branch-modem --name denver.example.com --hub hub.example.com --phone "
            + "13035550100 --zone America/Denver";

    @TempDir
    private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int packetboat(List<String> line) {
        return PacketboatCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .execute(line.toArray(String[]::new));
    }

    private int init(String options) {
        List<String> line = new ArrayList<>(List.of("init", folder.resolve("made").toString(), "--yes", "--offline",
                "--role"));
        line.addAll(List.of(options.split(" ")));
        return packetboat(line);
    }

    private String said() {
        return out.toString() + err;
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve("made").resolve(file));
    }

    /** All that is in the folder of the test, drafts included. */
    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hub --name hub.example.com
            hub --name hub.example.com --branch denver.example.com --branch b.example=mail.b.example
            hub --name hub.example.com --smarthost mail.provider.example --zone America/New_York
            branch-modem --name denver.example.com --hub hub.example.com --phone 13035550100 --zone America/Denver
            branch-ip --name boise.example.com --smarthost mail.provider.example
            branch-ip --name boise.example.com --smarthost mail.provider.example:2525 --listen 0.0.0.0:2525
            ship --name ship.example.com --hub hub.example.com:587
            ship --name ship.example.com --hub hub.example.com --window 06:00-06:20 --rate 9600bit/s
            """)
    void whatIsMadePassesTheCheck(String options) throws IOException {
        assertEquals(ExitCodes.OK, init(options), this::said);
        assertTrue(out.toString().contains("packetboat run --config " + folder.resolve("made/packetboat.yaml")),
                this::said);
        assertTrue(files().stream().allMatch(file -> file.startsWith("made/")), files()::toString);
        assertFalse(read("packetboat.yaml").contains("{{") || read("schedules/routes.yaml").contains("{{"));
        out.getBuffer().setLength(0);
        assertEquals(ExitCodes.OK, packetboat(List.of("check", "--offline", "--config",
                folder.resolve("made/packetboat.yaml").toString())), this::said);
        List<String> surprising = out.toString().lines().filter(line -> line.contains("warning:"))
                .filter(line -> !line.contains("no port /dev/ttyUSB0")).toList();
        assertEquals(List.of(), surprising);
    }

    /** On a laptop, for a machine with another address, whose mail lies on a disk of its own. */
    @Test
    void configurationForAnotherMachineIsMadeAndCanBeChecked() throws IOException {
        assertEquals(ExitCodes.OK, init("hub --name hub.example.com --listen 192.0.2.77:25"), this::said);
        String warning = "warning: smtp.listen: found 192.0.2.77, an address that no interface of this machine has";
        assertTrue(out.toString().contains(warning), this::said);
        String file = folder.resolve("made/packetboat.yaml").toString();
        Path mail = Files.createFile(folder.resolve("no-folder")).resolve("mail");
        Files.writeString(Path.of(file), read("packetboat.yaml").replace("data: data", "data: " + mail));
        out.getBuffer().setLength(0);
        assertEquals(ExitCodes.OK, packetboat(List.of("check", "--offline", "--config", file)), this::said);
        assertTrue(out.toString().contains(warning) && out.toString().contains("warning: data: found " + mail),
                this::said);
        assertEquals(ExitCodes.BAD_CONFIGURATION, packetboat(List.of("check", "--config", file)), this::said);
    }

    /** No password is taken in clear, and a certificate of one's own is not trusted by itself. */
    @Test
    void shipIsToldWhatTheHeadOfficeNeedsForItsLogin() throws IOException {
        assertEquals(ExitCodes.OK, init("ship --name ship.example.com --hub hub.example.com"), this::said);
        for (String key : List.of("smtp.tls", "smtp.auth-file", "pick-up", "ca-file"))
            assertTrue(out.toString().contains(key), () -> key + " is not in:\n" + said());
        assertEquals(ExitCodes.OK, packetboat(List.of("init", folder.resolve("hub").toString(), "--yes", "--offline",
                "--role", "hub", "--name", "hub.example.com")), this::said);
        String hub = Files.readString(folder.resolve("hub/packetboat.yaml"));
        assertTrue(hub.contains("# tls:") && hub.contains("# auth-file:"), hub);
    }

    @Test
    void secretsAreTheirOwnersAlone() throws IOException {
        assertEquals(ExitCodes.OK, init(MODEM), this::said);
        Path secret = folder.resolve("made/secrets/hub");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret.getParent())));
        assertTrue(Files.readString(secret).strip().length() >= 24);
        assertFalse(said().contains(Files.readString(secret).strip()), "the password was printed");
    }

    @Test
    void providersPasswordComesFromAFile() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "wonder land\nnot this\n");
        assertEquals(ExitCodes.OK, init("branch-ip --name b.example.com --smarthost mail.provider.example --login "
                + "branch17@provider.example --password-file " + password), this::said);
        assertEquals("wonder land\n", read("secrets/smarthost"));
        assertTrue(read("schedules/routes.yaml").contains("port: 587"), read("schedules/routes.yaml"));
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path mine = Files.createDirectory(folder.resolve("made")).resolve("packetboat.yaml");
        Files.writeString(mine, "mine");
        assertEquals(ExitCodes.FAILED, init(MODEM), this::said);
        assertEquals("mine", Files.readString(mine));
        assertEquals(List.of("made/packetboat.yaml"), files());
    }

    /** The folder appeared while the files were written. */
    @Test
    void nothingIsOverwrittenThatCameMeanwhile() throws IOException {
        Path target = folder.resolve("made");
        try (NewFolder made = new NewFolder(target)) {
            made.write("packetboat.yaml", "new");
            Files.writeString(Files.createDirectory(target).resolve("packetboat.yaml"), "mine");
            assertThrows(IOException.class, made::publish);
        }
        assertEquals("mine", Files.readString(target.resolve("packetboat.yaml")));
        assertEquals(List.of("made/packetboat.yaml"), files());
    }

    @Test
    void whatIsMissingIsToldAtOnceAndNothingIsMade() throws IOException {
        assertEquals(ExitCodes.USAGE, init("branch-modem --name denver.example.com"));
        assertTrue(err.toString().contains("--hub") && err.toString().contains("--phone"), err::toString);
        assertEquals(List.of(), files());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            hub --name no_name,at.all                                                       | --name
            hub --name hub.example.com --listen 127.0.0.1                                   | --listen
            hub --name hub.example.com --listen 127.0.0.1:99999                             | --listen
            hub --name hub.example.com --zone EST                                           | --zone
            hub --name hub.example.com --window 25:00-26:00                                 | --window
            hub --name hub.example.com --phone 1                                            | --phone is not for
            branch-ip --name b.example.com --smarthost a:b                                  | --smarthost
            branch-ip --name b.example.com --smarthost a.example --login x                  | --password-file
            ship --name s.example.com --hub h.example.com --rate fast                       | --rate
            hub --name hub.example.com --operator "@                                        | --operator
            hub --name hub.example.com --branch a.example=b.example:port                    | --branch
            """)
    void anAnswerThatCantBeUsedIsRefusedAndNothingIsMade(String options, String named) throws IOException {
        assertEquals(ExitCodes.USAGE, init(options), this::said);
        assertTrue(err.toString().contains(named), err::toString);
        assertEquals(List.of(), files());
    }

    @Test
    void branchesHostMayHaveAPort() throws IOException {
        assertEquals(ExitCodes.OK,
                init("hub --name hub.example.com --branch a.example=127.0.0.1:2527 --branch b.example"));
        String routes = read("schedules/routes.yaml");
        assertTrue(routes.contains("host: 127.0.0.1\n    port: 2527"), routes);
        assertTrue(routes.contains("host: b.example\n    port: 25\n"), routes);
    }

    /** Two sites of one name: each answer is good, both together are not. */
    @Test
    void answersThatDontGoTogetherMakeNothing() throws IOException {
        assertEquals(ExitCodes.FAILED, init("hub --name hub.example.com --branch a.one.example --branch a.two.example"),
                this::said);
        assertTrue(err.toString().contains("found \"a\""), err::toString);
        assertEquals(List.of(), files());
    }

    @ParameterizedTest
    @EnumSource(ServerRole.class)
    void askedAPersonGetsTheUsualForAnEmptyLine(ServerRole role) {
        InitAnswers answers = new InitAnswers();
        answers.put(Fact.NAME, "denver.example.com");
        answers.put(Fact.DOMAIN, "denver.example.com");
        for (Fact fact : role.asked()) {
            Optional<String> usual = fact.usual(role, answers);
            if (usual.isPresent()) assertEquals(usual.get(), asked("\n").ask(fact, role, usual));
        }
    }

    @Test
    void aPersonIsAskedAgainUntilTheAnswerCanBeUsed() {
        Questions questions = asked("hangar\nship\nno window\n06:00-06:20\n");
        assertEquals(ServerRole.SHIP, questions.role());
        assertEquals("06:00-06:20", questions.ask(Fact.WINDOW, ServerRole.SHIP, Optional.empty()));
        assertTrue(out.toString().contains("Expected hours like"), out::toString);
        assertThrows(CommandFailure.class, () -> questions.ask(Fact.HUB, ServerRole.SHIP, Optional.empty()));
    }

    private Questions asked(String lines) {
        Iterator<String> typed = lines.lines().iterator();
        return new Questions(() -> typed.hasNext() ? Optional.of(typed.next()) : Optional.empty(),
                new PrintWriter(out, true));
    }
}
