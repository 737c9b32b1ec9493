package org.packetboat.protocols.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.Tls;
import org.packetboat.protocols.Mails;
import org.packetboat.protocols.smtp.text.FittedText;
import org.packetboat.protocols.smtp.text.TextFacts;

/** Large mail is looked through while the mail before it is on its way. */
class LookAheadTest {
    private final Deque<Consumer<Optional<FittedText>>> asked = new ArrayDeque<>();
    private final List<Long> looked = new ArrayList<>();
    private int released;

    private static Transfer large(long id, String... recipients) {
        return Mails.mail(id, "Subject: hi\r\n\r\n" + "hello\r\n".repeat(10_000) + id + "\r\n", recipients);
    }

    private Talk open(String hello, Transfer... mails) {
        ClientService service = new ClientService((body, _, answer) -> {
            looked.add(body.size());
            asked.add(answer);
        }, new PeerMemory(), (_, _) -> {});
        return Talk.open(new ClientProfile("hub.example", false, new PeerPolicy(Tls.OFF), Talk.TIMEOUTS,
                new Pace(100_000, 500, 4), false, Optional.empty(), Optional.empty(), service), hello,
                mails);
    }

    private void look(Talk talk, Transfer mail) {
        asked.remove().accept(Optional.of(new FittedText(mail.body(), TextFacts.PLAIN, () -> released++)));
        talk.drain();
    }

    @Test
    void theNextIsLookedThroughWhileTheOneBeforeIsOnItsWay() {
        Transfer one = large(1, "b@far.example");
        Transfer two = large(22, "b@far.example");
        Talk talk = open("250 peer.example", one, two);
        look(talk, one);
        assertEquals("MAIL FROM:<a@here.example>\n", talk.said());
        assertEquals(List.of(one.body().size(), two.body().size()), looked);
        look(talk, two);
        talk.peer("250 ok").peer("250 ok").peer("354 go on");
        talk.said();
        assertEquals("MAIL FROM:<a@here.example>\n", talk.peer("250 taken").said());
    }

    /** Else the second mail would reach somebody before the first. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theOtherRecipientsOfAMailGoBeforeWhatWasLookedThroughMeanwhile(boolean lookedThrough) {
        Transfer one = large(1, "b@far.example", "c@far.example");
        Transfer two = large(22, "c@far.example");
        Talk talk = open("250-peer.example\n250 LIMITS RCPTMAX=1", one, two);
        look(talk, one);
        if (lookedThrough) look(talk, two);
        talk.peer("250 ok").peer("450 4.2.1 later");
        if (!lookedThrough) look(talk, two);
        assertEquals(one.body().size(), looked.getLast());
        look(talk, one);
        talk.peer("250 reset").said();
        assertEquals("RCPT TO:<c@far.example>\n", talk.peer("250 ok").said());
        assertEquals(List.of(one.body().size(), two.body().size(), one.body().size(), two.body().size()), looked);
    }

    @Test
    void whatWasNotBegunIsLetGo() {
        Transfer one = large(1, "b@far.example");
        Transfer two = large(22, "b@far.example");
        Talk talk = open("250 peer.example", one, two);
        look(talk, one);
        look(talk, two);
        assertEquals(0, released);
        talk.peer("421 4.3.2 closing");
        assertEquals(2, released);
        assertTrue(talk.supply.isEnded());
    }

    /** What the store keeps as one value, it reads again for each part of it that is asked for. */
    @Test
    void whatIsStoredTogetherIsReadOnce() {
        byte[] text = new byte[150_000];
        Arrays.fill(text, (byte) 'x');
        List<Long> reads = new ArrayList<>();
        Body body = new Body() {
            @Override
            public long size() {
                return text.length;
            }

            @Override
            public byte[] read(long offset, int most) {
                reads.add(offset);
                long end = Math.min(text.length, Math.min(offset + most, (offset / 65_536 + 1) * 65_536));
                return Arrays.copyOfRange(text, (int) offset, (int) end);
            }
        };
        BodyStream stream = BodyStream.asStored(body);
        int got = 0;
        while (!stream.isDone())
            got += stream.next(Pace.of(10_000_000).piece()).length;
        assertEquals(text.length, got);
        assertEquals(List.of(0L, 65_536L, 131_072L), reads);
    }
}
