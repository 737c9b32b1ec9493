package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code packetboat export} says when it can't. */
class ExportCommandIT {
    @TempDir
    Path folder;

    @Test
    void aFolderThatIsMissingAboveIsNamed() {
        Home home = new Home(folder).withUsualConfiguration("");
        Home.Said said = home.run("export", folder.resolve("none/mail").toString());
        assertEquals(1, said.exit(), said::all);
        assertTrue(said.err().contains("there is no folder " + folder.resolve("none") + " to make mail in"), said::all);
        assertFalse(Files.exists(folder.resolve("none")));
    }
}
