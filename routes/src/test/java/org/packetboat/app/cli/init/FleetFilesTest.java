package org.packetboat.app.cli.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.packetboat.app.cli.PacketboatCommand;
import org.packetboat.app.cli.shell.ExitCodes;

/** Keys for configurations by mail are made with the first configuration, and fit to each other. */
class FleetFilesTest {
    @TempDir
    private Path folder;
    private final StringWriter out = new StringWriter();

    private int packetboat(String... line) {
        PrintWriter said = new PrintWriter(out, true);
        return PacketboatCommand.commandLine().setOut(said).setErr(said).execute(line);
    }

    private int init(String name, String options) {
        List<String> line = new ArrayList<>(List.of("init", folder.resolve(name).toString(), "--yes", "--offline",
                "--role"));
        line.addAll(List.of(options.split(" ")));
        return packetboat(line.toArray(String[]::new));
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    private String modes(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
    }

    /** As the command that was there before prints it. */
    private String fleetKey(String server) {
        out.getBuffer().setLength(0);
        assertEquals(ExitCodes.OK, packetboat("fleet-key", "--config", folder.resolve(server + "/packetboat.yaml")
                .toString()), out::toString);
        return out.toString();
    }

    @BeforeEach
    void hub() {
        assertEquals(ExitCodes.OK, init("hub", "hub --name hub.example.com --branch denver.example.com"),
                out::toString);
    }

    @Test
    void aHeadOfficeHasKeysAndAFolderForBranches() throws IOException {
        assertEquals("rwx------", modes("hub/data"));
        assertEquals("rw-------", modes("hub/data/fleet.key"));
        assertTrue(out.toString().contains("--hub-key " + folder.resolve("hub/fleet.pub")), out::toString);
        assertTrue(Files.isDirectory(folder.resolve("hub/branches")));
        assertEquals(fleetKey("hub"), read("hub/fleet.pub"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    branch-modem --name mail.denver.example.com --domain denver.example.com --phone 1 --hub h.example | hub
                    ship --name denver.example.com --hub hub.example.com                                              | hub
                    branch-ip --name denver.example.com --smarthost hub.example.com                                   | smarthost
                    """)
    void aBranchKnowsItsHeadOfficeAndHasWhatThatOneNeeds(String options, String hub) throws IOException {
        assertEquals(ExitCodes.OK, init("branch", options + " --hub-key " + folder.resolve("hub/fleet.pub")),
                out::toString);
        assertTrue(read("branch/packetboat.yaml").endsWith("fleet:\n  report-to: " + hub + "\n  configured-by: "
                + read("hub/fleet.pub")), read("branch/packetboat.yaml"));
        assertEquals(read("branch/packetboat.yaml"), read("branch/at-hub/denver/packetboat.yaml"));
        assertEquals(read("branch/schedules/routes.yaml"), read("branch/at-hub/denver/schedules/routes.yaml"));
        if (hub.equals("hub")) {
            assertEquals(read("branch/secrets/hub"), read("branch/at-hub/denver/secrets/hub"));
            assertEquals("rw-------", modes("branch/at-hub/denver/secrets/hub"));
        }
        assertFalse(Files.exists(folder.resolve("branch/at-hub/denver/data")), "the private key stays here");
        assertTrue(out.toString().contains("packetboat push-config denver"), out::toString);
        assertEquals(fleetKey("branch"), read("branch/at-hub/denver.key"));
    }

    @Test
    void theWordItselfIsAKeyToo() throws IOException {
        assertEquals(ExitCodes.OK, init("branch", "ship --name s.example.com --hub h.example --hub-key "
                + read("hub/fleet.pub").strip()), out::toString);
        assertTrue(read("branch/packetboat.yaml").contains(read("hub/fleet.pub")));
    }

    @Test
    void whoHasNoHeadOfficeIsToldHowItIsDoneLater() throws IOException {
        assertEquals(ExitCodes.OK, init("branch", "ship --name s.example.com --hub h.example"), out::toString);
        assertTrue(read("branch/packetboat.yaml").contains("# fleet: { report-to: hub, configured-by:"));
        assertFalse(Files.exists(folder.resolve("branch/data")) || Files.exists(folder.resolve("branch/fleet.pub")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    ship --name s.example.com --hub h.example --hub-key pk1-abc      | --hub-key: found "pk1-abc"; expected pk1-
                    ship --name s.example.com --hub h.example --hub-key /nowhere     | --hub-key: found "/nowhere"; expected pk1-
                    hub --name h.example.com --hub-key pk1-abc                       | --hub-key is not for --role hub
                    """)
    void whatIsNoKeyIsRefused(String options, String expected) {
        assertEquals(ExitCodes.USAGE, init("branch", options));
        assertTrue(out.toString().contains(expected), out::toString);
        assertFalse(Files.exists(folder.resolve("branch")));
    }
}
