package org.packetboat.engine.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What crosses the wire with each call. */
class BranchReportTest {
    private static final Instant CLOCK = Instant.parse("2026-11-30T03:00:00Z");

    private static final long MANY = 999_999_999_999_999_999L;

    private static BranchReport report(String version, String problem) {
        return new BranchReport(version, 48211, 15, Duration.ofDays(1), Optional.of(CLOCK), "1a2b.19ad0c3e7f1", 2,
                problem);
    }

    @Test
    void whatIsToldIsHeard() {
        BranchReport told = report("0.2.0", "no backup was made");
        assertEquals("v=0.2.0,f=48211,q=15,o=86400,t=1796007600,i=1a2b.19ad0c3e7f1,n=2,p=no_backup_was_made",
                told.word());
        assertEquals(Optional.of(told), BranchReport.read(told.word()));
    }

    @Test
    void itIsAWordOf200BytesWhateverIsInIt() {
        for (String text : List.of("x".repeat(5000), "Grüße,\r\n250 ok\0", "a=b,q=9", "\u202e 日本")) {
            String word = new BranchReport(text, Long.MIN_VALUE, MANY, Duration.ofSeconds(Long.MAX_VALUE),
                    Optional.of(CLOCK), text, Integer.MAX_VALUE, text).word();
            assertTrue(word.length() <= BranchReport.LONGEST, word);
            assertTrue(word.matches("[!-~]+"), word);
            assertEquals(MANY, BranchReport.read(word).orElseThrow().depth(), word);
        }
    }

    @Test
    void whatLaterVersionsAddIsPassedOverAndWhatOlderOnesLackIsUnknown() {
        assertEquals(Optional.of(report("0.3.0", "")), BranchReport.read(
                "v=0.3.0,x=new,f=48211,q=15,o=86400,t=1796007600,i=1a2b.19ad0c3e7f1,n=2,z"));
        BranchReport bare = BranchReport.read("v=0.1.0").orElseThrow();
        assertEquals(-1, bare.depth());
        assertEquals(Optional.empty(), bare.clock());
    }

    @Test
    void liesAndNoiseAreNoReportOrAHarmlessOne() {
        for (String noise : List.of("", "x", "v", "=,=", "q=1", "v=0 q=1", "v=\u00e4", "v=" + "x".repeat(300)))
            assertEquals(Optional.empty(), BranchReport.read(noise), noise);
        BranchReport lies = BranchReport.read("v=9,f=x,q=99999999999999999999,o=-5,t=-1,n=-3,q=4").orElseThrow();
        assertEquals(new BranchReport("9", -1, -1, Duration.ZERO, Optional.empty(), "", 0, ""), lies);
        Random random = new Random(16);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(220)];
            random.nextBytes(bytes);
            BranchReport.read("v=" + new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
        }
    }
}
