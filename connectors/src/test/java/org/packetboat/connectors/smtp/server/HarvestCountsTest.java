package org.packetboat.connectors.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HarvestCountsTest {
    private static final Duration TARPIT = Duration.ofSeconds(2);
    private static final InetAddress GUESSER = InetAddress.ofLiteral("192.0.2.7");
    private static final InetAddress OTHER = InetAddress.ofLiteral("192.0.2.8");

    private long nanos;
    private final HarvestCounts counts = new HarvestCounts(TARPIT, 20, () -> nanos);

    private void misses(InetAddress client, int times) {
        for (int i = 0; i < times; i++)
            counts.missed(client);
    }

    @Test
    void firstFewAreAnsweredAtOnceAndTheNextAreHeldBack() {
        misses(GUESSER, HarvestCounts.FREE - 1);
        assertEquals(Duration.ZERO, counts.missed(GUESSER));
        assertEquals(TARPIT, counts.missed(GUESSER));
        assertEquals(Duration.ZERO, counts.missed(OTHER));
        assertEquals(new HarvestCounts.Totals(5, 1, 0), counts.totals());
    }

    @Test
    void guesserIsShutAtTheLimitAndMayGoOnAsTimePasses() {
        misses(GUESSER, 20);
        assertTrue(counts.isShut(GUESSER));
        assertFalse(counts.isShut(OTHER));
        nanos += Duration.ofMinutes(6).toNanos();
        assertFalse(counts.isShut(GUESSER));
        misses(GUESSER, 2);
        assertTrue(counts.isShut(GUESSER));
    }

    /** Naming somebody who exists, without a message, makes up for nothing. */
    @Test
    void onlyAcceptedRecipientsMakeUpForGuesses() {
        misses(GUESSER, 20);
        counts.accepted(GUESSER, 0);
        assertTrue(counts.isShut(GUESSER));
        counts.accepted(GUESSER, 5);
        assertFalse(counts.isShut(GUESSER));
        misses(GUESSER, 5);
        assertTrue(counts.isShut(GUESSER));
        counts.accepted(GUESSER, 1000);
        assertEquals(Duration.ZERO, counts.missed(GUESSER));
    }

    @Test
    void networkOfOneCustomerIsOneClient() {
        misses(InetAddress.ofLiteral("2001:db8:1:2::1"), 20);
        assertTrue(counts.isShut(InetAddress.ofLiteral("2001:db8:1:2:ffff::9")));
        assertTrue(counts.isShut(InetAddress.ofLiteral("2001:db8:1:3::1")));
        assertFalse(counts.isShut(InetAddress.ofLiteral("2001:db8:1:100::1")));
    }

    @Test
    void asManyClientsAsThereAreTakeNoMoreMemory() {
        for (int i = 0; i < HarvestCounts.CLIENTS + 1000; i++)
            counts.missed(InetAddress.ofLiteral((10 + (i >> 24)) + "." + (i >> 16 & 255) + "." + (i >> 8 & 255) + "."
                    + (i & 255)));
        misses(GUESSER, 20);
        assertTrue(counts.isShut(GUESSER));
        assertEquals(HarvestCounts.CLIENTS, counts.remembered());
    }
}
