package org.packetboat.connectors.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskReserveTest {
    private static final long WANTED = 3_000_000;

    @TempDir
    Path data;
    private final AtomicLong free = new AtomicLong(10 * WANTED);

    private DiskReserve reserve() {
        return new DiskReserve(data, WANTED, free::get);
    }

    private boolean isKept() {
        return Files.exists(data.resolve("reserve"));
    }

    @Test
    void fileOfItsSizeIsMadeWhereThereIsPlenty() throws IOException {
        DiskReserve reserve = reserve();
        reserve.look();
        assertEquals(WANTED, Files.size(data.resolve("reserve")));
        assertFalse(reserve.isFull());
    }

    @Test
    void noMailIsTakenInWhileThereIsTooLittleRoom() {
        DiskReserve reserve = reserve();
        reserve.look();
        free.set(WANTED - 1);
        reserve.look();
        assertTrue(reserve.isFull() && isKept());
        free.set(WANTED);
        reserve.look();
        assertTrue(reserve.isFull(), "on and off at one mark");
        free.set(2 * WANTED);
        reserve.look();
        assertFalse(reserve.isFull());
    }

    @Test
    void fileIsGivenUpWhenTheDiskIsAllButFullAndItsRoomIsNotForNewMail() {
        DiskReserve reserve = reserve();
        reserve.look();
        free.set(1000);
        reserve.look();
        assertFalse(isKept());
        free.addAndGet(WANTED);
        reserve.look();
        assertTrue(reserve.isFull());
        free.set(5 * WANTED);
        reserve.look();
        assertTrue(isKept() && !reserve.isFull());
    }

    @Test
    void smallDiskHasNoFileAndStillItsLimit() {
        free.set(2 * WANTED);
        DiskReserve reserve = reserve();
        reserve.look();
        assertFalse(isKept() || reserve.isFull());
        free.set(WANTED / 2);
        reserve.look();
        assertTrue(reserve.isFull());
    }

    @Test
    void nothingIsKeptWhereNothingIsWanted() {
        DiskReserve none = new DiskReserve(data, 0, free::get);
        free.set(0);
        none.look();
        assertFalse(none.isFull() || isKept());
    }
}
