package org.packetboat.connectors.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.sim.Rig;

/**
 * One message to all local users, from the node into the Maildirs: what it costs grows with their number, and other
 * mail passes. Nothing that the node settles is on disk before it has to be.
 */
class LocalMailToManyTest {
    private static final int USERS = 1_000;
    private static final int OTHERS = 3;

    @TempDir
    private Path folder;

    private final Rig rig = new Rig(policy());
    /** How many recipients each piece had. */
    private final List<Integer> pieces = new ArrayList<>();
    private int names;

    private Optional<MailboxName> counted(String localPart) {
        names++;
        return MailboxName.of(localPart);
    }

    /** The node works in the session's own thread, and its disk only when nothing else is left to do. */
    private final class OneThread implements Supply {
        private final Supply node;

        OneThread(Supply node) {
            this.node = node;
        }

        @Override
        public void next(Consumer<Optional<Transfer>> answer) {
            AtomicBoolean answered = new AtomicBoolean();
            node.next(mail -> {
                answered.set(true);
                answer.accept(mail);
            });
            rig.settle();
            if (!answered.get()) sync();
            assertTrue(answered.get(), "answered once the disk has all that was settled");
        }

        @Override
        public void settle(EnvelopeId id, Map<Recipient, Outcome> outcomes) {
            pieces.add(outcomes.size());
            node.settle(id, outcomes);
            if (pieces.size() == OTHERS) IntStream.range(0, OTHERS).forEach(_ -> sendToOne());
            rig.settle();
        }

        @Override
        public void progress(EnvelopeId id, long bytes) {
            node.progress(id, bytes);
        }

        @Override
        public void ended(Ending ending) {
            node.ended(ending);
            rig.settle();
            sync();
        }
    }

    private void sendToOne() {
        rig.submit(Rig.submission("s@x", "one@local.example"), new byte[10]);
    }

    private void sync() {
        rig.store.sync();
        rig.settle();
    }

    /** @return in how many sessions all was delivered */
    private int deliverAll() {
        Delivery delivery = new Delivery(folder, "hub.example", false, new FolderSyncs() {
            @Override
            void sync(Path where) {
                // no power cut here
            }
        });
        rig.store.defer();
        int sessions = 0;
        for (; sessions < rig.outlet.sessions().size(); sessions++)
            new MaildirSession(delivery, new OneThread(rig.outlet.sessions().get(sessions).supply()), this::counted)
                    .run();
        return sessions;
    }

    @Test
    void takesOneSessionAndReadsEachNameOnceAndOthersPass() {
        rig.send("s@x", IntStream.range(0, USERS).mapToObj(i -> "u" + i + "@local.example").toArray(String[]::new));
        int sessions = deliverAll();
        assertEquals(0, rig.depth("local.example"));
        assertEquals(USERS + OTHERS, pieces.stream().mapToInt(n -> n).sum());
        assertEquals(1, sessions);
        assertEquals(USERS + OTHERS, names);
        assertEquals(List.of(1, 1, 1), pieces.subList(OTHERS, 2 * OTHERS), "others that came in after the third piece");
    }
}
