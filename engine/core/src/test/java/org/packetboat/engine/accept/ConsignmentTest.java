package org.packetboat.engine.accept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.Consignment;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.SourcePosition;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.status.StatusEvent;

/** Mail of a source and the position of that source become durable together, or not at all. */
class ConsignmentTest {
    private static final String SOURCE = "log/1";
    private static final int LARGE = 200_000;

    private final Rig rig = new Rig(policy(route("west", "west.example")));
    private final List<Receipt> receipts = new ArrayList<>();
    private final List<Optional<Reply>> answers = new ArrayList<>();

    private QueueId add(Consignment consignment, int size) {
        Incoming incoming = consignment.begin();
        incoming.append(new byte[size], 0, size);
        incoming.commit(Rig.submission("s@x", "a@west.example"), rig.clock.now(), receipts::add);
        return incoming.id();
    }

    private void commit(Consignment consignment, long next) {
        consignment.commit(new SourcePosition(SOURCE, next), answers::add);
    }

    @Test
    void knowsNoPositionOfASourceThatWasNeverRead() {
        assertEquals(OptionalLong.empty(), rig.node.sources().next(SOURCE));
    }

    @Test
    void mailAndPositionSurviveACrashTogether() {
        Consignment consignment = rig.node.sources().consignment();
        QueueId first = add(consignment, 10);
        QueueId large = add(consignment, LARGE);
        commit(consignment, 7);
        rig.crash();
        assertEquals(OptionalLong.of(7), rig.node.sources().next(SOURCE));
        assertEquals(List.of(1, 1), List.of(rig.waiting(first).size(), rig.waiting(large).size()));
        assertEquals(LARGE, rig.text(rig.waiting(large).getFirst().message()).length());
    }

    @Test
    void answersEachMessageOnceAllIsDurable() {
        rig.store.defer();
        Consignment consignment = rig.node.sources().consignment();
        QueueId first = add(consignment, 10);
        QueueId second = add(consignment, 10);
        commit(consignment, 2);
        assertEquals(List.of(), receipts);
        rig.store.sync();
        assertEquals(List.of(new Receipt.Accepted(first), new Receipt.Accepted(second)), receipts);
        assertEquals(List.of(Optional.empty()), answers);
        assertEquals(2, rig.events(StatusEvent.Accepted.class).size());
    }

    @Test
    void neitherMailNorPositionIsKeptIfTheCommitFails() {
        Consignment consignment = rig.node.sources().consignment();
        QueueId small = add(consignment, 10);
        QueueId large = add(consignment, LARGE);
        rig.store.failNext(1);
        commit(consignment, 2);
        assertEquals(452, answers.getFirst().orElseThrow().code());
        receipts.forEach(receipt -> assertInstanceOf(Receipt.Rejected.class, receipt));
        rig.crash();
        assertEquals(OptionalLong.empty(), rig.node.sources().next(SOURCE));
        assertEquals(0, rig.waiting(small).size() + rig.waiting(large).size());
    }

    @Test
    void oneMessageThatCannotBeStoredKeepsAllBack() {
        Consignment consignment = rig.node.sources().consignment();
        QueueId small = add(consignment, 10);
        rig.store.failNext(1);
        add(consignment, LARGE);
        commit(consignment, 2);
        assertEquals(452, answers.getFirst().orElseThrow().code());
        assertEquals(OptionalLong.empty(), rig.node.sources().next(SOURCE));
        assertEquals(0, rig.waiting(small).size());
    }

    @Test
    void aCrashBeforeTheSyncLeavesThePositionWithItsMail() {
        commit(rig.node.sources().consignment(), 3);
        rig.store.defer();
        Consignment consignment = rig.node.sources().consignment();
        QueueId id = add(consignment, 10);
        commit(consignment, 4);
        rig.crash();
        boolean moved = rig.node.sources().next(SOURCE).equals(OptionalLong.of(4));
        assertEquals(moved ? 1 : 0, rig.waiting(id).size());
        assertEquals(OptionalLong.of(moved ? 4 : 3), rig.node.sources().next(SOURCE));
    }

    @Test
    void abandonedConsignmentLeavesNothing() {
        Consignment consignment = rig.node.sources().consignment();
        QueueId id = add(consignment, LARGE);
        consignment.abandon();
        assertInstanceOf(Receipt.Rejected.class, receipts.getFirst());
        assertEquals(0, rig.waiting(id).size());
    }
}
