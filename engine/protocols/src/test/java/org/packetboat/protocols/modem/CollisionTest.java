package org.packetboat.protocols.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Pace;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.site.Site;
import org.packetboat.protocols.modem.Prelude.Step;

/** Two who have one modem each, and dial each other. */
class CollisionTest {
    private static final Instant START = Instant.parse("2026-11-29T08:00:00Z");
    /** From the last digit to the bell of the other, or to the busy tone. */
    private static final Duration DIALLING = Duration.ofSeconds(12);
    /** How long a modem listens to the busy tone until it believes it. */
    private static final Duration TONE = Duration.ofSeconds(5);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ModemSettings ONCE = once();

    private static ModemSettings once() {
        ModemSettings usual = ModemSettings.hayes();
        return new ModemSettings(usual.init(), usual.registers(), usual.dial(), usual.prefix(), 0, usual.redialPause(),
                usual.connectTimeout(), usual.commandTimeout(), usual.guard(), usual.rings());
    }

    /** One of them: who holds the modem until an attempt is over. */
    private static final class Side {
        private final ModemDialogue dialogue;
        private Instant alarm = Instant.MAX;
        private Instant dialledAt = Instant.MAX;
        private int dialled;
        private Optional<Step> last = Optional.empty();

        Side(RedialTurn turn) {
            this(turn, ModemSettings.hayes());
        }

        Side(RedialTurn turn, ModemSettings settings) {
            dialogue = new ModemDialogue(settings, "5550100", turn);
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

        /** Whether the bell of the other one rings. */
        boolean rings(Instant now) {
            return isOffHook(now) && !now.isBefore(dialledAt.plus(DIALLING)) && pending.isEmpty();
        }

        /** Second by second. */
        void live(Side other, Instant now) {
            if (isOver()) return;
            if (!dialledAt.equals(Instant.MAX) && !now.isBefore(dialledAt.plus(DIALLING))) {
                boolean busy = other.isOffHook(now);
                if (busy && pending.isEmpty()) {
                    pending = "BUSY";
                    heardAt = now.plus(TONE);
                }
                if (busy || !pending.isEmpty()) return;
                if (!other.isOver()) other.hear("RING", now);
            } else if (!now.isBefore(alarm)) {
                follow(dialogue.rang(now), now);
            }
        }

        private String pending = "";
        private Instant heardAt = Instant.MIN;

        void told(Instant now) {
            if (pending.isEmpty() || now.isBefore(heardAt)) return;
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

    /** Calls again and again, once in each call, and rests in between as a forwarder has it. */
    private static final class Caller {
        private final RedialTurn turn;
        private final Site site;
        private Side side;
        private Instant rests = Instant.MIN;
        private int calls;

        Caller(RedialTurn turn, String node, Duration cycle) {
            this.turn = turn;
            this.site = new Site(new Route(node, List.of(), Window.ALWAYS, "always", "modem",
                    new Transport.Uucp(node, Optional.of("5550100"), Optional.empty(), Optional.empty()), 2, cycle,
                    Duration.ofDays(1), AtClose.DRAIN, 240), Optional.empty(), () -> Pace.NOMINAL);
            begin(START);
        }

        private void begin(Instant now) {
            calls++;
            side = new Side(turn, ONCE);
            side.follow(side.dialogue.begin(now), now);
        }

        void live(Caller other, Instant now) {
            if (side.isOver() && !now.isBefore(rests)) begin(now);
            side.live(other.side, now);
        }

        void told(Instant now) {
            side.told(now);
            if (!side.isOver() || rests.isAfter(now)) return;
            Ending.Unreached why = assertInstanceOf(Ending.Unreached.class,
                    assertInstanceOf(Step.Failed.class, side.last.orElseThrow()).ending());
            site.failed(site.route().retry(), why.reply(), why.givesWay(), now);
            rests = site.restsUntil();
        }

        boolean hears(Caller other, Instant now) {
            return side.isOver() && other.side.rings(now);
        }
    }

    /** @return how many calls both made until one heard the other; -1 if that took a day */
    private static int meet(Caller a, Caller b) {
        for (Instant now = START; now.isBefore(START.plusSeconds(86_400)); now = now.plus(SECOND)) {
            a.live(b, now);
            b.live(a, now);
            if (a.hears(b, now) || b.hears(a, now)) return a.calls + b.calls;
            a.told(now);
            b.told(now);
        }
        return -1;
    }

    /** {@code redials: 0}: there is no pause in which one could hear the other, so their rests must not meet. */
    @ParameterizedTest
    @ValueSource(ints = {10, 60, 240, 1800})
    void whoDialsOnceInEachCallIsHeardByTheOtherWhileItRests(int cycle) {
        for (int i = 0; i < 50; i++) {
            String one = "a" + i;
            String two = "b" + 7 * i;
            assertEquals(3, meet(new Caller(new RedialTurn(true, true, 0.5), two, Duration.ofSeconds(cycle)),
                    new Caller(new RedialTurn(false, true, 0.5), one, Duration.ofSeconds(cycle))),
                    one + " and " + two + ", a cycle of " + cycle + " s");
        }
    }

    @Test
    void pausesOfBothNeverMeet() {
        Duration pause = Duration.ofMinutes(1);
        Duration latest = new RedialTurn(true, true, 1).pause(pause);
        Duration earliest = new RedialTurn(false, true, 0).pause(pause);
        assertTrue(latest.plus(DIALLING).compareTo(earliest) < 0, latest + " " + earliest);
    }
}
