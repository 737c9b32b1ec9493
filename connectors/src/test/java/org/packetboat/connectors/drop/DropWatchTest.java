package org.packetboat.connectors.drop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drop folder that can't be used stops nothing, and is used once it can be. */
class DropWatchTest {
    @TempDir
    private Path temporary;
    private Duration elapsed = Duration.ZERO;
    private Path place;
    private DropWatch watch;
    private int looks;
    private boolean fails;

    @BeforeEach
    void make() {
        place = temporary.resolve("spool").resolve("drop");
        watch = new DropWatch(place, new DropFolder(place), this::count, () -> elapsed);
    }

    private void count() {
        looks++;
        if (fails) throw new UncheckedIOException(new IOException("gone"));
    }

    @Test
    void aFolderThatCanNotBeMadeIsAProblemAndTriedAgain() throws IOException {
        Path inTheWay = Files.writeString(temporary.resolve("spool"), "");
        watch.prepare();
        watch.look();
        assertEquals(0, looks);
        String problem = watch.problems().getFirst();
        assertTrue(problem.endsWith("install -d -m 3733 " + place), problem);
        Files.delete(inTheWay);
        watch.look();
        assertEquals(0, looks);
        elapsed = elapsed.plusSeconds(30);
        watch.look();
        assertEquals(1, looks);
        assertEquals(List.of(), watch.problems());
    }

    @Test
    void aFolderThatIsLostLaterIsAProblemToo() {
        watch.prepare();
        fails = true;
        watch.look();
        assertEquals(1, watch.problems().size());
        fails = false;
        elapsed = elapsed.plusSeconds(30);
        watch.look();
        assertEquals(2, looks);
        assertEquals(List.of(), watch.problems());
    }
}
