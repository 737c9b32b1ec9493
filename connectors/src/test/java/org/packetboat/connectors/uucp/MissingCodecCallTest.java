package org.packetboat.connectors.uucp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.packetboat.connectors.batch.FileBatching;
import org.packetboat.connectors.batch.Lacking;
import org.packetboat.connectors.batch.SomeCoders;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.engine.sim.SimNoise;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.bundle.Terms;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.protocols.uucp.exchange.Mails;
import org.packetboat.protocols.uucp.exchange.Station;
import org.packetboat.protocols.uucp.exchange.UucpSession;
import org.packetboat.protocols.uucp.packet.LineTiming;

/** Calls between two Packetboats of which one lacks a codec, or loses it in mid-call: all mail arrives all the same. */
class MissingCodecCallTest {
    private static final LineTiming LINE = LineTiming.of(240);
    private static final int MAILS = 4;

    @TempDir
    private Path folder;
    private final SimTime time = new SimTime(Instant.parse("2026-11-20T03:00:00Z"));
    private final List<Instant> ends = new ArrayList<>();
    private Station hub;
    private Station denver;

    private Station station(String node, Coders coders) {
        return Station.on(LINE, node, "i", new FileBatching(node + ".example.com", folder.resolve(node),
                _ -> Terms.USUAL, Runnable::run, Clock.systemUTC(), coders));
    }

    private static byte[] text(int n) {
        return ("Subject: prices " + n + "\r\n\r\n" + ("line of price list " + n + "\r\n").repeat(60))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void fill() {
        for (int n = 0; n < MAILS; n++) {
            hub.supply.add(Mails.mail(n, "joe@denver.example.com", text(n)));
            denver.supply.add(Mails.mail(100 + n, "ann@hub.example.com", text(100 + n)));
        }
    }

    private void attach(Station station, UucpSession session, SimLine.End end) {
        end.attach(new SessionDriver(session, end, station.supply.open(() -> ends.add(time.now())), time::now,
                station.intake));
    }

    /** @return how long it took */
    private Duration call(long cutAfter) {
        Instant began = time.now();
        SimLine line = new SimLine(time, LINE.rate(), Duration.ofMillis(40), SimNoise.NONE, SimNoise.NONE);
        line.cutAfter(cutAfter);
        attach(hub, hub.callingSession("denver"), line.a());
        attach(denver, denver.calledSession("hub"), line.b());
        ends.clear();
        line.connect();
        time.runUntil(time.now().plus(Duration.ofHours(1)));
        assertEquals(2, ends.size(), "a session does not end");
        return Duration.between(began, ends.getLast());
    }

    private void assertAllThere() {
        assertInstanceOf(Ending.Finished.class, hub.supply.lastEnding());
        assertInstanceOf(Ending.Finished.class, denver.supply.lastEnding());
        assertTrue(hub.supply.waiting.isEmpty() && denver.supply.waiting.isEmpty());
        assertEquals(texts(0), arrived(denver));
        assertEquals(texts(100), arrived(hub));
    }

    private static List<String> texts(int first) {
        List<String> texts = new ArrayList<>();
        for (int n = 0; n < MAILS; n++)
            texts.add(new String(text(first + n), StandardCharsets.US_ASCII));
        return texts;
    }

    private static List<String> arrived(Station at) {
        return at.arrived().stream().map(bytes -> new String(bytes, StandardCharsets.US_ASCII)).sorted().toList();
    }

    @ParameterizedTest
    @CsvSource({"BROTLI, NONE", "NONE, BROTLI", "BROTLI, BROTLI", "ZSTD, NONE", "NONE, ZSTD", "ZSTD, ZSTD",
            "BROTLI, ZSTD", "BOTH, NONE", "NONE, BOTH", "BOTH, BOTH"})
    void whatOneSideLacksTheCallDoesWithout(Lacking hubLacks, Lacking denverLacks) {
        hub = station("hub", SomeCoders.without(hubLacks.codecs()));
        denver = station("denver", SomeCoders.without(denverLacks.codecs()));
        fill();
        Duration lasted = call(Long.MAX_VALUE);
        assertAllThere();
        assertTrue(lasted.compareTo(Duration.ofSeconds(40)) < 0, "lasted " + lasted);
    }

    /** Its library fails with an Error after both sides have agreed on it: on what we pack, and on what they packed. */
    @ParameterizedTest
    @EnumSource(value = Codec.class, names = {"BROTLI", "ZSTD"})
    void aCodecThatFailsInMidCallIsDoneWithout(Codec codec) {
        Coders failing = SomeCoders.failing(codec);
        hub = station("hub", failing);
        denver = station("denver", SomeCoders.without(Set.of()));
        fill();
        call(Long.MAX_VALUE);
        assertAllThere();
        assertFalse(failing.available().contains(codec));
    }

    @Test
    void aCodecThatFailsOnTheAnsweringSideIsNotAnnouncedAgain() {
        Coders failing = SomeCoders.failing(Codec.BROTLI);
        hub = station("hub", new OnlyBrotli());
        denver = station("denver", failing);
        fill();
        call(Long.MAX_VALUE);
        assertAllThere();
        assertEquals(Optional.empty(), failing.of(Codec.BROTLI));
        fill();
        Duration lasted = call(Long.MAX_VALUE);
        assertInstanceOf(Ending.Finished.class, hub.supply.lastEnding());
        assertTrue(hub.supply.waiting.isEmpty() && denver.supply.waiting.isEmpty());
        assertTrue(lasted.compareTo(Duration.ofSeconds(40)) < 0, "lasted " + lasted);
    }

    /** What was packed with it before the far side lost it goes one by one. */
    @ParameterizedTest
    @EnumSource(value = Lacking.class, names = {"BROTLI", "BOTH"})
    void aBatchPackedForACodecThatIsGoneArrivesAllTheSame(Lacking lost) {
        hub = station("hub", new OnlyBrotli());
        denver = station("denver", SomeCoders.without(Set.of()));
        fill();
        call(700);
        Station earlier = denver;
        denver = station("denver", SomeCoders.without(lost.codecs()));
        earlier.supply.waiting.forEach(denver.supply::add);
        assertEquals(0, earlier.intake.taken.size());
        call(Long.MAX_VALUE);
        assertAllThere();
    }

    /** One that prefers it to all others, so that batches come packed with it. */
    private static final class OnlyBrotli implements Coders {
        private final Coders all = SomeCoders.without(Set.of(Codec.ZSTD));

        @Override
        public Optional<org.packetboat.protocols.bundle.codec.Coder> of(Codec codec) {
            return codec == Codec.MIXED ? Optional.empty() : all.of(codec);
        }
    }
}
