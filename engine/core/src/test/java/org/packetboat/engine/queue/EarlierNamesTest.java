package org.packetboat.engine.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreException;

/** A folder that version 0.1.0 wrote, with names that are none today, or with a lot of mail. */
class EarlierNamesTest {
    private static final List<Family> OF_THE_QUEUE = List.of(Family.ENVELOPES, Family.ORDER, Family.TIMERS,
            Family.META);
    private static final int MAILS = 1200;

    private final Rig rig = new Rig(policy(with(route("west", "*"), SimRoutes.NEVER)));

    /** Puts a name in the place of one as long, wherever that stands. */
    private void wasCalled(String now, String before) {
        Batch batch = new Batch();
        for (Family family : OF_THE_QUEUE)
            for (byte[] key : rig.store.keys(family)) {
                byte[] value = rig.store.get(family, key).orElseThrow();
                batch.delete(family, key).put(family, renamed(key, now, before), renamed(value, now, before));
            }
        for (byte[] key : rig.store.keys(Family.COUNTERS)) {
            long count = rig.store.count(key);
            batch.delete(Family.COUNTERS, key).add(renamed(key, now, before), count);
        }
        rig.store.stage(batch);
    }

    private static byte[] renamed(byte[] bytes, String now, String before) {
        String utf8 = new String(Keys.utf8(before), StandardCharsets.ISO_8859_1);
        return new String(bytes, StandardCharsets.ISO_8859_1).replace(now, utf8).getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({"qq.example, ½.example", "qqq.example, ⑴.example"})
    void mailForANameThatIsNoneNowWaitsUnderAnother(String now, String before) {
        QueueId id = rig.send("s@" + now, "a@" + now);
        rig.store.stage(new Batch().put(Family.META, Keys.hold(now), Keys.nothing()));
        wasCalled(now, before);
        assertWaits(id, Domain.stored(before), new MailQueue(rig.store));
    }

    @ParameterizedTest
    @CsvSource({"qq.example, ½.example", "qqq.example, ⑴.example"})
    void repairReadsItToo(String now, String before) {
        QueueId id = rig.send("s@" + now, "a@" + now);
        rig.store.stage(new Batch().put(Family.META, Keys.hold(now), Keys.nothing()));
        wasCalled(now, before);
        assertEquals(1, QueueRepair.run(rig.store).envelopes());
        assertWaits(id, Domain.stored(before), new MailQueue(rig.store));
    }

    private static void assertWaits(QueueId id, Domain domain, MailQueue queue) {
        assertTrue(domain.name().endsWith(".invalid"), domain.name());
        assertEquals(1, queue.domain(domain).depth());
        assertEquals(Set.of(domain.name()), queue.holds());
        Envelope envelope = queue.envelope(queue.walk(domain).peek().orElseThrow().id()).orElseThrow();
        assertEquals(id, envelope.message().id());
        assertEquals(new Address("s", domain), envelope.message().sender().orElseThrow());
        assertEquals(new Address("a", domain), envelope.recipients().getFirst().address());
    }

    private void manyForTwoNames() {
        for (int i = 0; i < MAILS; i++)
            rig.send("s@x", i % 2 == 0 ? "a@buucher.example" : "a@maadchen.example");
        wasCalled("buucher.example", "bücher.example");
        wasCalled("maadchen.example", "mädchen.example");
    }

    @Test
    void muchMailIsMovedByPiecesAndTheTimersAreReadOnce() {
        manyForTwoNames();
        List<Integer> pieces = new ArrayList<>();
        List<Family> scans = new ArrayList<>();
        EarlierSpelling.mend(watched(pieces, Integer.MAX_VALUE, scans));
        assertTrue(Collections.max(pieces) <= 1002, pieces::toString);
        assertEquals(1, Collections.frequency(scans, Family.TIMERS));
        assertAllThere();
    }

    @Test
    void nextStartGoesOnWhereThisOneFailed() {
        for (int pieces = 0; pieces < 3; pieces++) {
            if (pieces == 0) manyForTwoNames();
            EarlierSpelling.mendIfPossible(watched(new ArrayList<>(), pieces, new ArrayList<>()));
        }
        assertAllThere();
    }

    private void assertAllThere() {
        MailQueue queue = new MailQueue(rig.store);
        for (String name : List.of("bücher.example", "mädchen.example")) {
            Domain domain = new Domain(name);
            assertEquals(MAILS / 2, queue.domain(domain).depth());
            OrderCursor walk = queue.walk(domain);
            int found = 0;
            for (; walk.peek().isPresent(); walk.skip())
                found++;
            assertEquals(MAILS / 2, found);
        }
    }

    /** @param pieces gets how many changes each piece had @param good so many are taken, then the disk is full */
    private Store watched(List<Integer> pieces, int good, List<Family> scans) {
        return (Store) Proxy.newProxyInstance(Store.class.getClassLoader(), new Class<?>[]{Store.class},
                (_, method, given) -> {
                    if (method.getName().equals("scan")) scans.add((Family) given[0]);
                    if (method.getName().equals("stage")) {
                        pieces.add(((Batch) given[0]).changes().size());
                        if (pieces.size() > good) throw new StoreException("the disk is full");
                    }
                    return method.invoke(rig.store, given);
                });
    }
}
