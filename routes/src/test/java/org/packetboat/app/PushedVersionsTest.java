package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.app.cli.shell.ConfigurationOption;
import picocli.CommandLine;

/** A second server of one data folder fails; the configurations that were pushed are not its own to put back. */
class PushedVersionsTest {
    @TempDir
    Path folder;

    @Test
    void onlyWhoServesDecidesWhichConfigurationIsInForce() throws IOException {
        Home home = new Home(folder).withUsualConfiguration("");
        String key = home.run("fleet-key").out().strip();
        home.withUsualConfiguration("fleet: { report-to: hq, configured-by: " + key + " }\n");
        ConfigurationOption option = CommandLine.populateCommand(new ConfigurationOption(), "--config",
                home.configuration().toString());
        assertTrue(option.versions().isPresent());
        long other = ProcessHandle.current().parent().orElseThrow().pid();
        Files.writeString(home.data().resolve("packetboat.pid"), other + "\n");
        assertFalse(option.versions().isPresent());
        Files.writeString(home.data().resolve("packetboat.pid"), ProcessHandle.current().pid() + "\n");
        assertTrue(option.versions().isPresent());
    }
}
