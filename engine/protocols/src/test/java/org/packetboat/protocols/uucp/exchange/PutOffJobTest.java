package org.packetboat.protocols.uucp.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.protocols.uucp.greeting.JobCommands;

/** Jobs for a program that can't take them now, or that takes long. */
class PutOffJobTest {
    /** Answers when it is told to. */
    private static final class News implements JobCommands {
        private final List<Body> inputs = new ArrayList<>();
        private final List<Consumer<Ran>> running = new ArrayList<>();
        private boolean missing;

        @Override
        public Optional<String> refusal(List<String> words) {
            return words.equals(List.of("rnews")) ? Optional.empty() : Optional.of("not allowed: " + words);
        }

        @Override
        public Optional<String> delay(List<String> words) {
            return missing ? Optional.of("/usr/bin/rnews is missing") : Optional.empty();
        }

        @Override
        public void run(String node, String requestor, List<String> words, Body input, Consumer<Ran> answer) {
            inputs.add(input);
            running.add(answer);
        }

        private void answers(Ran ran) {
            running.removeFirst().accept(ran);
        }
    }

    private final News news = new News();
    private final LyingPeer peer = new LyingPeer(news);

    private void announce(int channel, String job, String text) {
        peer.command(channel, "E " + job + " " + job + " joe -C " + job + " 0600 \"\" 0x"
                + Integer.toHexString(text.length()) + " rnews");
    }

    private void job(int channel, String job, String text) {
        announce(channel, job, text);
        peer.data(channel, text.getBytes());
        peer.data(channel, new byte[0]);
    }

    /** One broken program would stop all mail of the node. */
    @Test
    void othersAreTakenAfterIt() {
        peer.greet();
        job(2, "D.0001", "hello");
        news.answers(new JobCommands.Ran.Later("the disk is full"));
        peer.mail("D.0002", "From joe\n\nx\n");
        assertEquals("CY", peer.answers.getLast());
        assertTrue(peer.tookMail());
        assertEquals(List.of("EY 0x0", "EY 0x0", "CY"), peer.answers, "the far side keeps the first");
    }

    /** Nobody has failed: the site is not rested for it. */
    @Test
    void callEndsWellWhenNothingElseIsLeft() {
        peer.greet();
        job(2, "D.0001", "hello");
        news.answers(new JobCommands.Ran.Later("the disk is full"));
        peer.confirm();
        peer.silence(Duration.ofSeconds(8));
        assertEquals(Optional.empty(), peer.ending());
        peer.silence(Duration.ofSeconds(60));
        assertInstanceOf(Ending.Finished.class, peer.ending().orElseThrow());
    }

    /** Over g nothing comes behind a job that waits for its answer. */
    @Test
    void itLetsOthersGoFirstInTheNextCallAndIsTriedAgainInTheOneAfter() {
        peer.greet();
        job(2, "D.0001", "hello");
        news.answers(new JobCommands.Ran.Later("the disk is full"));
        peer.tell(new Event.Lost("gone"));
        peer.callAgain();
        announce(2, "D.0001", "hello");
        assertEquals("EN4", peer.answers.getLast());
        peer.hangUp();
        peer.tell(new Event.Lost("gone"));
        peer.callAgain();
        job(2, "D.0001", "hello");
        news.answers(new JobCommands.Ran.Done());
        assertEquals("CY", peer.answers.getLast());
    }

    /** Otherwise a job behind many of them would wait for twice as many calls with each one more. */
    @Test
    void itIsPassedOverUntilThereIsACallInWhichAllOthersCame() {
        peer.greet();
        job(2, "D.0001", "hello");
        news.answers(new JobCommands.Ran.Later("the disk is full"));
        for (int call = 0; call < 3; call++) {
            peer.tell(new Event.Lost("gone"));
            peer.callAgain();
            announce(2, "D.0001", "hello");
            assertEquals("EN4", peer.answers.getLast());
        }
    }

    @Test
    void whatCantBeRunAtAllNowNeedNotCome() {
        news.missing = true;
        peer.greet();
        announce(2, "D.0001", "hello");
        assertEquals("EN4", peer.answers.getLast());
    }

    /** The line broke, and the far side is back before the program has ended. */
    @Test
    void fileUnderARunningProgramIsLeftAloneAndNoOtherIsStarted() {
        peer.greet();
        job(2, "D.0001", "hello");
        peer.tell(new Event.Lost("gone"));
        peer.callAgain();
        announce(2, "D.0001", "hello");
        assertEquals("EN4", peer.answers.getLast());
        assertEquals(1, news.running.size());
        assertEquals(1, peer.spool.size(), "the program still reads it");
        news.answers(new JobCommands.Ran.Done());
        peer.data(2, new byte[0]);
        job(2, "D.0001", "hello");
        assertEquals(1, news.running.size(), "it comes again");
    }

    @Test
    void orderForAFileUnderARunningProgramIsPutOff() {
        String order = "U joe bad\nF D.0001\nI D.0001\nC rnews\n";
        peer.greet();
        peer.file("D.0001", "hello");
        peer.file("X.0001", order);
        assertEquals(1, news.running.size());
        peer.tell(new Event.Lost("gone"));
        peer.callAgain();
        peer.file("X.0001", order);
        assertEquals(1, news.running.size());
        assertEquals("SY 0x0", peer.answers.getLast(), "no answer to the order");
        assertEquals("hello", new String(news.inputs.getFirst().read(0, 5)));
    }
}
