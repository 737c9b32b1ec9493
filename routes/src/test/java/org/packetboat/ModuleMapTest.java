package org.packetboat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/modules.md} shows the modules and packages as they are. */
class ModuleMapTest {
    private static final Path PAGE = Path.of("../docs/modules.md");

    @Test
    void pictureIsTrue() throws IOException {
        String drawn = new PackageMap(Path.of(".."), ArchitectureTest.MODULES).page();
        if (Boolean.getBoolean("draw")) Files.writeString(PAGE, drawn);
        assertEquals(drawn, Files.readString(PAGE),
                "docs/modules.md is out of date; draw it again: mvn -pl routes -am -Dtest=ModuleMapTest -Ddraw=true "
                        + "-Dsurefire.failIfNoSpecifiedTests=false test");
    }
}
