package org.packetboat.engine.accept;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.sim.Rig;

/** What filters do with mail before it is taken. */
class FilteredMailTest {
    private final Rig rig = new Rig(policy());

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 200_000})
    void whatHasComeInIsReadBack(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++)
            bytes[i] = (byte) (i % 251);
        Incoming incoming = rig.node.intake().begin(Rig.START);
        incoming.append(bytes, 0, size);
        assertArrayEquals(bytes, read(incoming, 1000));
        assertArrayEquals(bytes, read(incoming, 1 << 20));
        incoming.unload();
        assertArrayEquals(bytes, read(incoming, 4097));
        incoming.abandon();
    }

    private static byte[] read(Incoming body, int most) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (long at = 0; at < body.size();) {
            byte[] piece = body.read(at, most);
            assertTrue(piece.length > 0 && piece.length <= most, "at " + at);
            all.writeBytes(piece);
            at += piece.length;
        }
        return all.toByteArray();
    }

    @Test
    void mailThatIsHeldWaitsForTheOperator() {
        Incoming incoming = rig.node.intake().begin(Rig.START);
        incoming.append(new byte[]{'x'}, 0, 1);
        incoming.hold("looks odd");
        List<Receipt> receipts = new ArrayList<>();
        incoming.commit(Rig.submission("s@x", "a@a.example", "b@b.example"), Rig.START, receipts::add);
        assertEquals(List.of(new Receipt.Accepted(incoming.id())), receipts);
        assertEquals(2, rig.waiting(incoming.id()).stream().filter(Envelope::held).count());
        rig.crash();
        assertEquals(2, rig.waiting(incoming.id()).stream().filter(Envelope::held).count());
    }

    @Test
    void mailThatVanishesLeavesNothing() {
        Incoming incoming = rig.node.intake().begin(Rig.START);
        byte[] large = new byte[200_000];
        Arrays.fill(large, (byte) 'x');
        incoming.append(large, 0, large.length);
        incoming.discard(Rig.submission("s@x", "a@a.example"), "the filter broom has discarded it", Rig.START);
        assertEquals(0, rig.depth("a.example"));
        assertEquals(List.of(), new ArrayList<>(rig.waiting(incoming.id())));
    }
}
