package org.packetboat.connectors.uucp;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.store.StoreException;
import org.packetboat.protocols.uucp.exchange.UucpSpool;

/** One session at a time for each far side. */
class SpoolFolderTest {
    @TempDir
    private Path folder;

    private SpoolFolder spools() {
        return new SpoolFolder(folder.resolve("spool"));
    }

    @Test
    void aFarSideHasOneSessionAtATime() {
        SpoolFolder spools = spools();
        UucpSpool first = spools.forCall("denver").orElseThrow();
        assertTrue(spools.forCall("denver").isEmpty() && spools.forCaller("denver", false).isEmpty());
        assertTrue(spools.forCaller("boston", false).isPresent());
        first.release();
        assertTrue(spools.forCaller("denver", false).isPresent());
    }

    @Test
    void whatAProgramStillReadsTheNextSessionKnows() {
        SpoolFolder spools = spools();
        UucpSpool first = spools.forCaller("denver", false).orElseThrow();
        first.lent().add("a");
        first.release();
        UucpSpool second = spools.forCall("denver").orElseThrow();
        assertTrue(second.lent().contains("a"));
        first.lent().remove("a");
        assertTrue(second.lent().isEmpty());
    }

    @Test
    void aCallThatHasNotBegunGivesWayToACaller() {
        SpoolFolder spools = spools();
        UucpSpool ours = spools.forCall("denver").orElseThrow();
        UucpSpool theirs = spools.forCaller("denver", true).orElseThrow();
        assertThrows(StoreException.class, () -> ours.remembers("a"));
        ours.release();
        theirs.remember("a");
        assertTrue(spools.forCall("denver").isEmpty());
    }

    @Test
    void aCallThatHasBegunDoesNotGiveWay() {
        SpoolFolder spools = spools();
        spools.forCall("denver").orElseThrow().remember("a");
        assertTrue(spools.forCaller("denver", true).isEmpty());
    }

    @Test
    void aCallerDoesNotGiveWayToACaller() {
        SpoolFolder spools = spools();
        UucpSpool first = spools.forCaller("denver", true).orElseThrow();
        first.held("a");
        assertTrue(spools.forCaller("denver", true).isEmpty());
    }
}
