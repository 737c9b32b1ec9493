package org.packetboat.protocols.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.packetboat.protocols.modem.Prelude.Step;

/** Two who have one modem each, and dial each other. */
class CollisionTest {
    private static final Instant START = Instant.parse("2026-11-29T08:00:00Z");
    /** From the last digit to the bell of the other, or to the busy tone. */
    private static final Duration DIALLING = Duration.ofSeconds(12);
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** One of them: who holds the modem until an attempt is over. */
    private static final class Side {
        private final ModemDialogue dialogue;
        private Instant alarm = Instant.MAX;
        private Instant dialledAt = Instant.MAX;
        private int dialled;
        private Optional<Step> last = Optional.empty();

        Side(RedialTurn turn) {
            dialogue = new ModemDialogue(ModemSettings.hayes(), "5550100", turn);
        }

        boolean isOver() {
            return last.filter(s -> !(s instanceof Step.Wait)).isPresent();
        }

        void follow(Step step, Instant now) {
            last = Optional.of(step);
            if (!(step instanceof Step.Wait(byte[] say, Instant until))) return;
            alarm = until;
            String said = new String(say, StandardCharsets.US_ASCII);
            if (said.startsWith("ATD")) {
                dialled++;
                dialledAt = now;
            } else if (said.startsWith("AT")) {
                hear("OK", now);
            }
        }

        void hear(String result, Instant now) {
            follow(dialogue.heard(("\r\n" + result + "\r\n").getBytes(StandardCharsets.US_ASCII), now), now);
        }

        boolean isOffHook(Instant now) {
            return !isOver() && !dialledAt.equals(Instant.MAX);
        }

        /** Second by second. */
        void live(Side other, Instant now) {
            if (isOver()) return;
            if (!dialledAt.equals(Instant.MAX) && !now.isBefore(dialledAt.plus(DIALLING))) {
                boolean busy = other.isOffHook(now);
                if (busy) pending = "BUSY";
                else if (!other.isOver()) other.hear("RING", now);
            } else if (!now.isBefore(alarm)) {
                follow(dialogue.rang(now), now);
            }
        }

        private String pending = "";

        void told(Instant now) {
            if (pending.isEmpty()) return;
            dialledAt = Instant.MAX;
            String result = pending;
            pending = "";
            hear(result, now);
        }
    }

    /** @return how often they dialled, both together, until one of them left its port to the other's call */
    private static int meet(RedialTurn one, RedialTurn two) {
        Side a = new Side(one);
        Side b = new Side(two);
        a.follow(a.dialogue.begin(START), START);
        b.follow(b.dialogue.begin(START), START);
        for (Instant now = START; now.isBefore(START.plusSeconds(1800)); now = now.plus(SECOND)) {
            a.live(b, now);
            b.live(a, now);
            a.told(now);
            b.told(now);
            if (a.isOver() || b.isOver()) {
                Side left = a.isOver() ? a : b;
                String why = assertInstanceOf(Step.Failed.class, left.last.orElseThrow()).reply().text();
                return why.equals("somebody is calling in") ? a.dialled + b.dialled : -1;
            }
        }
        return -1;
    }

    @Test
    void whoDialsFirstIsHeardByTheOtherInItsPause() {
        SplittableRandom random = new SplittableRandom(4711);
        for (int i = 0; i < 1000; i++) {
            RedialTurn first = new RedialTurn(true, true, random.nextDouble());
            RedialTurn second = new RedialTurn(false, true, random.nextDouble());
            assertEquals(3, meet(first, second), "as " + first + " and " + second);
        }
    }

    /** What it was like: both paused as long, and neither heard the other. */
    @Test
    void withoutATurnTheyCollideUntilBothGiveUp() {
        assertEquals(-1, meet(RedialTurn.ALONE, RedialTurn.ALONE));
    }

    @Test
    void pausesOfBothNeverMeet() {
        Duration pause = Duration.ofMinutes(1);
        Duration latest = new RedialTurn(true, true, 1).pause(pause);
        Duration earliest = new RedialTurn(false, true, 0).pause(pause);
        assertTrue(latest.plus(DIALLING).compareTo(earliest) < 0, latest + " " + earliest);
    }
}
