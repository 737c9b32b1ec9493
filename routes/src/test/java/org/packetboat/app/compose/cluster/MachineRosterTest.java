package org.packetboat.app.compose.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.packetboat.connectors.jmx.cluster.MachineRow;
import org.packetboat.engine.log.SnapshotStorage;
import org.packetboat.engine.log.entry.LogPosition;
import org.packetboat.engine.log.status.LogStatus;

/** What machines tell each other of themselves. */
class MachineRosterTest {
    private final Storage storage = new Storage();
    private Instant now = Instant.parse("2026-11-30T10:00:00Z");
    private Duration passed = Duration.ZERO;
    private int refused;

    /** One that answers at once. */
    private static class Storage implements SnapshotStorage {
        final Map<String, byte[]> all = new TreeMap<>();

        @Override
        public void put(String name, byte[] bytes, Consumer<Optional<Boolean>> answer) {
            all.put(name, bytes);
            answer.accept(Optional.of(true));
        }

        @Override
        public void get(String name, Consumer<Optional<byte[]>> answer) {
            answer.accept(Optional.of(all.getOrDefault(name, new byte[0])));
        }

        @Override
        public void list(String prefix, Consumer<Optional<List<String>>> answer) {
            answer.accept(Optional.of(all.keySet().stream().filter(name -> name.startsWith(prefix)).toList()));
        }

        @Override
        public void remove(String name) {
            all.remove(name);
        }
    }

    private static LogStatus status(String role, long number, long behind, boolean atEnd) {
        return new LogStatus(role, "a", new LogPosition(7, 1, number), behind, atEnd, Duration.ZERO, false);
    }

    private MachineRoster roster(String machine, long life, Supplier<LogStatus> status) {
        return new MachineRoster(storage, machine, Duration.ZERO, life, status, () -> passed, () -> now,
                () -> refused++);
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
        passed = passed.plusSeconds(seconds);
    }

    @Test
    void theOwnerHearsHowFarTheOthersAre() {
        MachineRoster a = roster("a", 1, () -> status("OWNING", 120, 0, true));
        MachineRoster b = roster("b", 2, () -> status("READING", 100, 20, true));
        MachineRoster c = roster("c", 3, () -> status("LOADING", 0, 0, false));
        pass(5);
        List.of(a, b, c, a).forEach(MachineRoster::look);
        assertEquals(List.of(new MachineRow("a", "OWNING", true, 7, 120, 0, 0, now.toString()),
                new MachineRow("b", "READING", false, 7, 100, 20, 5, now.toString()),
                new MachineRow("c", "LOADING", false, 7, 0, -1, 5, now.toString())), a.rows());
    }

    @Test
    void whoWasNotHeardForAnHourOrHasLeftIsNoLongerListed() {
        MachineRoster a = roster("a", 1, () -> status("OWNING", 120, 0, true));
        MachineRoster b = roster("b", 2, () -> status("READING", 120, 0, true));
        MachineRoster c = roster("c", 3, () -> status("READING", 120, 0, true));
        List.of(b, c, a).forEach(MachineRoster::look);
        assertEquals(3, a.rows().size());
        c.leave();
        a.look();
        assertEquals(List.of("a", "b"), a.rows().stream().map(MachineRow::machine).toList());
        pass(3600);
        assertEquals(List.of("a"), a.rows().stream().map(MachineRow::machine).toList());
    }

    @Test
    void whoBeganLaterWithANameOfOneThatIsAliveIsRefused() {
        MachineRoster first = roster("a", 9, () -> status("OWNING", 120, 0, true));
        first.look();
        pass(31);
        now = now.minusSeconds(3600); // the clock of the second is an hour behind
        MachineRoster second = roster("a", 1, () -> status("READING", 120, 0, true));
        second.look();
        first.look();
        assertEquals(0, refused, "nobody knows yet whether it is alive");
        pass(2);
        first.look();
        assertEquals(0, refused);
        second.look();
        assertEquals(1, refused);
        first.look();
        assertEquals(1, refused, "who was there before goes on");
    }

    @Test
    void anEarlierLifeIsNoNamesakeAndIsRemoved() {
        roster("a", 9, () -> status("OWNING", 120, 0, true)).look();
        pass(61);
        MachineRoster again = roster("a", 1, () -> status("READING", 120, 0, true));
        again.look();
        pass(61);
        again.look();
        again.look();
        assertEquals(0, refused);
        assertEquals(1, storage.all.size());
    }

    @Test
    void whatALaterProgramTellsIsRead() {
        MachineRoster a = roster("a", 1, () -> status("OWNING", 120, 0, true));
        storage.all.put(".machines/z/1", """
                machine=z
                role=READING
                owner=false
                term=7
                position=1
                lag=0
                lagSeconds=0
                heard=%s
                more=1
                """.formatted(now).getBytes());
        storage.all.put(".machines/y/1", "nonsense".getBytes());
        a.look();
        assertEquals(List.of("a", "z"), a.rows().stream().map(MachineRow::machine).toList());
    }

    /** Brokers that are away must not find a long line of questions when they are back, or this machine ends. */
    @Test
    void nothingIsAskedWhileTheLastQuestionIsOpen() {
        AtomicInteger asked = new AtomicInteger();
        Storage mute = new Storage() {
            @Override
            public void list(String prefix, Consumer<Optional<List<String>>> answer) {
                asked.incrementAndGet();
            }
        };
        MachineRoster a = new MachineRoster(mute, "a", Duration.ZERO, 1, () -> status("OWNING", 1, 0, true),
                () -> passed, () -> now, () -> refused++);
        for (int i = 0; i < 10; i++)
            a.look();
        assertEquals(1, asked.get());
    }

    @Test
    void aMachineThatFollowsALogThatMovesIsNotBehindForEver() {
        AtomicLong stored = new AtomicLong();
        MachineRoster b = roster("b", 2, () -> status("READING", stored.get(), 5, true));
        for (int i = 0; i < 50; i++) {
            pass(2);
            stored.addAndGet(10);
            b.look();
        }
        assertEquals(2, b.own().lagSeconds());
        pass(20);
        assertEquals(22, b.own().lagSeconds());
    }

    @Test
    void whoseClockIsWrongCanTakeOverAndWhoIsDeadCannot() {
        MachineRoster a = roster("a", 1, () -> status("OWNING", 120, 0, true));
        MachineRoster b = roster("b", 2, () -> status("READING", 120, 0, true));
        now = now.minusSeconds(1800);
        b.look();
        now = now.plusSeconds(1800);
        a.look();
        assertEquals(Optional.empty(), a.successor(), "it may be dead for long");
        pass(2);
        now = now.minusSeconds(1800);
        b.look();
        now = now.plusSeconds(1800);
        a.look();
        assertEquals(Optional.of("b"), a.successor());
        assertEquals("", a.unready("b"));
        pass(11);
        a.look();
        assertEquals(Optional.empty(), a.successor());
    }

    @Test
    void whoWaitsLeastIsNextAndNobodyWhoseServerCouldNotBeStartedOrWhoLacksALine() {
        MachineRoster a = roster("a", 1, () -> status("OWNING", 120, 0, true));
        MachineRoster b = new MachineRoster(storage, "b", Duration.ofSeconds(5), 2,
                () -> status("READING", 120, 0, true), () -> passed, () -> now, () -> refused++);
        MachineRoster c = roster("c", 3, () -> status("READING", 100, 20, true));
        MachineRoster d = roster("d", 4, () -> status("READING", 120, 0, true).as(MachineRoster.FAILED));
        MachineRoster e = roster("e", 5, () -> status("READING", 120, 0, true).as(MachineRoster.LACKING));
        for (int i = 0; i < 2; i++) {
            pass(2);
            List.of(b, c, d, e, a).forEach(MachineRoster::look);
        }
        assertEquals(Optional.of("c"), a.successor());
        assertEquals("", a.unready("d"), "a person may have mended it");
        assertTrue(a.unready("e").startsWith("machine e can't take over at once: its role is LACKING"));
    }
}
