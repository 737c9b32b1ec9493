package org.packetboat.protocols.uucp.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.engine.sim.SimNoise;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.uucp.packet.LineTiming;

/** Calls between two Packetboats that exchange batches, in virtual time. */
abstract class BundleCalls {
    static final LineTiming LINE = LineTiming.of(240);

    final SimTime time = new SimTime(Mails.MORNING);
    final TestBundling hubPacks = new TestBundling(time);
    final TestBundling denverPacks = new TestBundling(time);
    Station hub = station("hub", "i", hubPacks);
    Station denver = station("denver", "i", denverPacks);

    static Station station(String node, String protocols, TestBundling packs) {
        return Station.on(LINE, node, protocols, packs);
    }

    void fill(int mails) {
        for (int i = 0; i < mails; i++) {
            hub.supply.add(Mails.mail(i, "joe@denver.example.com", Mails.random(300 + i, i)));
            denver.supply.add(Mails.mail(100 + i, "ann@hub.example.com", Mails.random(200 + i, 100 + i)));
        }
    }

    long call(SimNoise noise, long cutAfter) {
        SimLine line = new SimLine(time, LINE.rate(), Duration.ofMillis(40), noise, noise);
        line.cutAfter(cutAfter);
        hub.calling(time, line.a(), "denver");
        denver.called(time, line.b(), "hub");
        int before = hub.supply.endings.size();
        line.connect();
        time.runUntil(time.now().plus(Duration.ofHours(3)));
        assertEquals(before + 1, hub.supply.endings.size(), "the caller's session does not end");
        assertEquals(before + 1, denver.supply.endings.size(), "the called session does not end");
        return line.carried();
    }

    long call() {
        return call(SimNoise.NONE, Long.MAX_VALUE);
    }

    static void assertSame(List<Transfer> sent, Station at) {
        List<byte[]> arrived = at.arrived();
        assertEquals(sent.size(), arrived.size());
        for (Transfer transfer : sent) {
            byte[] body = ((BytesBody) transfer.body()).bytes();
            assertEquals(1, arrived.stream().filter(a -> Arrays.equals(a, body)).count(), transfer.toString());
        }
    }

    Outcome outcome(Station station, long id) {
        Map<Recipient, Outcome> outcomes = station.supply.settled.get(new EnvelopeId(new QueueId(id), 0));
        return outcomes.values().iterator().next();
    }
}
