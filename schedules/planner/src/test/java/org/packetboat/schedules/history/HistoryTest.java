package org.packetboat.schedules.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import java.util.Random;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.schedules.plan.question.LineRate;

class HistoryTest {
    @TempDir
    Path folder;

    @Test
    void dialTimeAndRateAreToldApart() {
        SiteHistory seen = SiteHistory.NONE;
        for (long bytes : new long[]{24_000, 84_000, 3_000, 60_000})
            seen = seen.carried(bytes, 0, Duration.ofSeconds(20 + bytes / 240));
        assertEquals(LineRate.measured(240), seen.rate(300));
        assertEquals(20.0, seen.calling(Calling.FREE, 300).millis() / 1000.0, 1.0);
    }

    @Test
    void compressionIsToldApartFromTheRateOfTheLine() {
        SiteHistory seen = SiteHistory.NONE;
        for (long wire : new long[]{4_000, 20_000, 1_000, 12_000})
            seen = seen.carried(wire * 5, wire, Duration.ofSeconds(20 + wire / 240));
        assertEquals(LineRate.measured(240), seen.rate(300));
        assertEquals(5, seen.compression(1), 0.01);
    }

    @Test
    void oneFirstEditionCountsMoreThanTheRevisedOnesAfterIt() {
        SiteHistory seen = SiteHistory.NONE.carried(84_000, 17_000, Duration.ofSeconds(90));
        for (int i = 0; i < 3; i++)
            seen = seen.carried(84_000, 1_500, Duration.ofSeconds(30));
        double first = 84.0 / 17;
        assertTrue(seen.compression(1) > first && seen.compression(1) < 2 * first);
        seen = seen.carried(84_000, 84_000, Duration.ofSeconds(370));
        assertEquals(1, seen.compression(7));
    }

    @Test
    void mailOfWhichTheLineTellsNothingIsTakenAsItIs() {
        SiteHistory seen = SiteHistory.NONE.carried(9000, 0, Duration.ofSeconds(1))
                .carried(90_000, 0, Duration.ofSeconds(10)).carried(9000, 0, Duration.ofSeconds(1));
        assertEquals(1, seen.compression(5));
        assertEquals(5, SiteHistory.NONE.compression(5));
    }

    @Test
    void newLineIsBelievedAfterSomeSessions() {
        SiteHistory seen = SiteHistory.NONE;
        for (int i = 0; i < 60; i++)
            seen = seen.carried(10_000 + 1000 * (i % 7), 0,
                    Duration.ofMillis((10_000 + 1000 * (i % 7)) / (i < 20 ? 1 : 2)));
        assertEquals(2000, seen.rate(1).bytesPerSecond(), 50);
    }

    @Test
    void nothingIsMeasuredBeforeEnoughWasSeen() {
        SiteHistory once = SiteHistory.NONE.carried(1000, 0, Duration.ofSeconds(1));
        assertFalse(once.rate(300).measured());
        assertEquals(Calling.FREE, once.calling(Calling.FREE, 300));
    }

    @Test
    void sessionsAllAlikeTellTheTimeThatTheNominalRateLeavesOver() {
        SiteHistory seen = SiteHistory.NONE;
        for (int i = 0; i < 5; i++)
            seen = seen.carried(3000, 0, Duration.ofSeconds(30));
        assertFalse(seen.rate(300).measured());
        assertEquals(20_000, seen.calling(Calling.FREE, 300).millis(), 1);
    }

    @Test
    void failuresAreCountedAndFade() {
        SiteHistory seen = SiteHistory.NONE.failed().failed().reached().reached();
        double early = seen.calling(Calling.FREE, 300).failure();
        assertTrue(early > 0.3 && early < 0.5, () -> "failure " + early);
        for (int i = 0; i < 40; i++)
            seen = seen.reached();
        assertTrue(seen.calling(Calling.FREE, 300).failure() < 0.02);
    }

    @Test
    void fileIsReadAsItWasWrittenAndABadLineIsLeftOut() throws IOException {
        Path file = folder.resolve("history.tsv");
        History history = History.read(file);
        history.note("denver", h -> h.carried(84_000, 17_000, Duration.ofSeconds(350)).failed());
        history.write(file);
        Files.writeString(file, Files.readString(file) + "broken\t1\nworse\ta\tb\tc\td\te\tf\tg\th\n");
        assertEquals(history.of("denver"), History.read(file).of("denver"));
        assertEquals(SiteHistory.NONE, History.read(file).of("broken"));
    }

    @Test
    void damagedFileCostsOnlyItsLines(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("history.tsv");
        byte[] damage = new byte[152];
        new Random(5).nextBytes(damage);
        History known = new History();
        known.note("west", before -> before.carried(10_000, 5_000, Duration.ofSeconds(50)));
        known.write(file);
        Files.write(file, damage, StandardOpenOption.APPEND);
        assertEquals(known.of("west"), History.read(file).of("west"));
        Files.write(file, damage);
        assertEquals(SiteHistory.NONE, History.read(file).of("west"));
    }
}
