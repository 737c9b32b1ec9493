package org.packetboat.engine.accept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Family;

/** Mail that comes under the name its first server gave it: what is a repeat, and what is other mail. */
class RepeatedMailTest {
    private static final String LOCAL = "ann@local.example";
    private static final String FAR = "ann@west.example";
    private static final String STRAIGHT = "Received: from first by hub; 1\r\n";
    private static final String BY_SEA = "Received: from sea by hub; 2\r\nReceived: from first by sea;\r\n\tnow\r\n";
    private static final String ALARM = "Subject: alarm\r\n\r\nThe door is open.\r\n";

    private final Rig rig = new Rig(policy(route("west", "*")));

    private QueueId came(String name, String to, String text) {
        return rig.accept(Rig.submission("s@x", to).named(Optional.of(name)), text.getBytes(StandardCharsets.US_ASCII));
    }

    private <T extends StatusEvent> List<T> told(Class<T> kind) {
        return rig.events(kind);
    }

    private int remembered() {
        List<byte[]> keys = new ArrayList<>();
        rig.store.scan(Family.KEYS, new byte[0], new byte[]{-1}).forEach((key, _) -> keys.add(key));
        return keys.size();
    }

    @ParameterizedTest
    @ValueSource(strings = {LOCAL, FAR})
    void anotherTextUnderTheSameNameIsTakenAndTold(String to) {
        QueueId first = came("1.0.17@first", to, STRAIGHT + ALARM);
        QueueId second = came("1.0.17@first", to, STRAIGHT + "Subject: fire\r\n\r\nRun.\r\n");
        assertNotEquals(first, second);
        assertEquals(2, rig.events(StatusEvent.Accepted.class).size());
        StatusEvent.NameReused reused = told(StatusEvent.NameReused.class).getFirst();
        assertEquals(List.of(second, first), List.of(reused.message(), reused.before()));
        assertEquals(List.of("1.0.17@first", "test"), List.of(reused.name(), reused.origin()));
        assertEquals(first, came("1.0.17@first", to, STRAIGHT + ALARM));
    }

    @ParameterizedTest
    @ValueSource(strings = {LOCAL, FAR})
    void theSameCopyIsARepeatAndIsTold(String to) {
        QueueId first = came("1.0.17@first", to, STRAIGHT + ALARM);
        rig.crash();
        assertEquals(first, came("1.0.17@first", to, STRAIGHT.replace("1", "99") + ALARM));
        StatusEvent.Repeated repeated = told(StatusEvent.Repeated.class).getFirst();
        assertEquals(first, repeated.message());
        assertEquals(List.of("1.0.17@first", "test"), List.of(repeated.name(), repeated.origin()));
        assertEquals(List.of(Address.parse(to)), repeated.recipients());
    }

    /** By another server, or another machine of the hub. */
    @Test
    void whereMailEndsACopyThatCameAnotherWayIsARepeat() {
        QueueId first = came("1.0.17@first", LOCAL, STRAIGHT + ALARM);
        assertEquals(first, came("1.0.17@first", LOCAL, BY_SEA + ALARM));
        assertEquals(1, told(StatusEvent.Repeated.class).size());
    }

    /** Each of two servers may hold the last copy; and what came round in a circle would be dropped. */
    @Test
    void whereMailGoesOnACopyThatCameAnotherWayIsTaken() {
        QueueId first = came("1.0.17@first", FAR, STRAIGHT + ALARM);
        QueueId second = came("1.0.17@first", FAR, BY_SEA + ALARM);
        assertNotEquals(first, second);
        assertEquals(first, came("1.0.17@first", FAR, STRAIGHT + ALARM));
        assertEquals(second, came("1.0.17@first", FAR, BY_SEA + ALARM));
        assertEquals(List.of(), told(StatusEvent.NameReused.class));
        assertEquals(2, told(StatusEvent.Repeated.class).size());
    }

    @Test
    void whoHasItAlreadyIsPassedOverAndToldOf() {
        QueueId first = came("1.0.17@first", LOCAL, STRAIGHT + ALARM);
        Submission both = Rig.submission("s@x", LOCAL, FAR).named(Optional.of("1.0.17@first"));
        QueueId second = rig.accept(both, (BY_SEA + ALARM).getBytes(StandardCharsets.US_ASCII));
        assertNotEquals(first, second);
        assertEquals(1, rig.waiting(second).size());
        assertEquals(List.of(Address.parse(LOCAL)), told(StatusEvent.Repeated.class).getFirst().recipients());
    }

    /** Byte by byte: the header is cut anywhere. */
    @Test
    void textThatComesInPiecesIsTheSameText() {
        QueueId first = came("1.0.17@first", LOCAL, STRAIGHT + ALARM);
        Incoming incoming = rig.node.intake().begin(rig.clock.now());
        incoming.recognise();
        for (byte b : (BY_SEA + ALARM).getBytes(StandardCharsets.US_ASCII))
            incoming.append(new byte[]{b}, 0, 1);
        List<Receipt> receipts = new ArrayList<>();
        incoming.commit(Rig.submission("s@x", LOCAL).named(Optional.of("1.0.17@first")), rig.clock.now(),
                receipts::add);
        assertEquals(List.of(new Receipt.Accepted(first)), receipts);
    }

    /** Those that version 0.1.0 remembered, which looked at no text. */
    @Test
    void aNameOutOfAnOldFolderIsARepeatByItself() {
        byte[] key = ("smtp:1.0.17@first " + LOCAL).getBytes(StandardCharsets.UTF_8);
        rig.store.stage(new Batch().put(Family.KEYS, key, ByteBuffer.allocate(8).putLong(47).array()));
        assertEquals(new QueueId(47), came("1.0.17@first", LOCAL, STRAIGHT + ALARM));
    }

    @Test
    void isForgottenAfterItsTimeAndNotBefore() {
        QueueId first = came("1.0.17@first", LOCAL, STRAIGHT + ALARM);
        rig.pass(SubmissionKeys.LIFETIME.dividedBy(2));
        QueueId second = came("1.0.17@first", LOCAL, STRAIGHT + "other\r\n");
        rig.pass(SubmissionKeys.LIFETIME.dividedBy(2).plus(Duration.ofSeconds(1)));
        assertEquals(second, came("1.0.17@first", LOCAL, STRAIGHT + "other\r\n"));
        assertNotEquals(first, came("1.0.17@first", LOCAL, STRAIGHT + ALARM));
        rig.pass(SubmissionKeys.LIFETIME.plus(Duration.ofSeconds(1)));
        assertEquals(0, remembered());
    }

    @Test
    void aNameThatIsUsedForeverTakesNoMoreRoom() {
        for (int i = 0; i < 100; i++)
            came("1.0.17@first", LOCAL, STRAIGHT + i + "\r\n");
        assertEquals(100, rig.events(StatusEvent.Accepted.class).size());
        assertEquals(1, remembered());
        rig.pass(SubmissionKeys.LIFETIME.plus(Duration.ofSeconds(1)));
        assertEquals(0, remembered());
    }
}
