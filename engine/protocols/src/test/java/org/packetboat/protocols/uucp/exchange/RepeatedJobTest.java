package org.packetboat.protocols.uucp.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.trace.Repeat;

/** A UUCP peer whose jobs come again, since an answer was not heard or a call broke off. */
class RepeatedJobTest {
    private final LyingPeer peer = new LyingPeer();

    /** The text of an alarm is the same each time: no date, no id. Two jobs are two mails. */
    @Test
    void theSameTextInTwoJobsIsTwoMails() {
        peer.greet();
        peer.mail("D.1", "alarm\n");
        peer.mail("D.2", "alarm\n");
        assertEquals(2, peer.names().stream().distinct().count(), peer.names()::toString);
        assertTrue(peer.names().stream().allMatch(Repeat::isName), peer.names()::toString);
    }

    /** The call broke behind its last byte; the answer did not reach the peer. The intake knows it by name and text. */
    @Test
    void aSmallJobWhoseAnswerWasNotHeardHasTheSameNameAndText() {
        peer.greet();
        peer.mail("D.1", "alarm\n");
        peer.callAgain();
        peer.mail("D.1", "alarm\n");
        assertEquals(List.of("EY 0x0", "CY", "EY 0x0", "CY"), peer.answers);
        assertEquals(1, peer.names().stream().distinct().count(), peer.names()::toString);
        assertEquals(List.of("alarm\r\n", "alarm\r\n"), peer.texts());
    }

    /** A peer that was set up anew counts from the first name on. This mail is as long, and to the same. */
    @Test
    void anotherMailUnderTheNameOfOneWhoseAnswerWasNotHeardIsTaken() {
        peer.greet();
        peer.mail("D.1", "pump 1\n");
        peer.callAgain();
        peer.mail("D.1", "pump 2\n");
        assertEquals(List.of("pump 1\r\n", "pump 2\r\n"), peer.texts());
    }

    @Test
    void theBeginningOfASmallFileIsReadAgain() {
        peer.greet();
        peer.command("E D.1 D.1 joe -C D.1 0600 \"\" 0x7 rmail ann@hub.example.com");
        peer.data(1, "pump 1".getBytes());
        peer.callAgain();
        peer.mail("D.1", "door 2\n");
        assertEquals(List.of("door 2\r\n"), peer.texts());
    }

    @Test
    void aLargeJobWhoseAnswerWasNotHeardIsHereAlready() {
        peer.greet();
        peer.mail("D.1", "x".repeat(5000));
        peer.callAgain();
        peer.mail("D.1", "x".repeat(5000));
        assertEquals(List.of("EY 0x0", "CY", "EN8"), peer.answers);
        assertEquals(1, peer.names().size(), peer.names()::toString);
    }

    @Test
    void aLargeFileGoesOnWhereItBrokeOff() {
        peer.greet();
        peer.command("E D.1 D.1 joe -C D.1 0600 \"\" 0x1388 rmail ann@hub.example.com");
        for (int i = 0; i < 4; i++)
            peer.data(1, "x".repeat(500).getBytes());
        peer.callAgain();
        peer.command("E D.1 D.1 joe -C D.1 0600 \"\" 0x1388 rmail ann@hub.example.com");
        assertEquals(List.of("EY 0x0", "EY 0x7d0"), peer.answers);
    }

    /** A Packetboat never gives a name twice. */
    @Test
    void aSmallJobOfAPacketboatIsHereAlready() {
        peer.greet();
        peer.mail("D.0123456789", "alarm\n");
        peer.callAgain();
        peer.mail("D.0123456789", "alarm\n");
        assertEquals(List.of("EY 0x0", "CY", "EN8"), peer.answers);
    }

    /** Its input came and was confirmed, the job was done, and only the answer to the order was lost. */
    @Test
    void anOrderThatComesAgainWithoutItsInputIsNotKeptForTheNextOfThatName() {
        peer.greet();
        peer.file("D.1", "pump 1\n");
        peer.confirm();
        peer.file("X.1", "C rmail ann@hub.example.com\nI D.1\nF D.1\n");
        peer.callAgain();
        peer.file("X.1", "C rmail ann@hub.example.com\nI D.1\nF D.1\n");
        peer.file("D.1", "pump 2\n");
        assertEquals(List.of("pump 1\r\n"), peer.texts());
        peer.file("X.1", "C rmail bob@hub.example.com\nI D.1\nF D.1\n");
        assertEquals(List.of("pump 1\r\n", "pump 2\r\n"), peer.texts());
        assertEquals("bob@hub.example.com", peer.takenIn().getLast().submission().recipients().getFirst().address()
                .toString());
    }

    /** Nothing of both files was confirmed: both come again, and are the same mail to the intake. */
    @Test
    void anOrderThatComesAgainWithItsInputIsFollowed() {
        peer.greet();
        peer.file("D.1", "pump 1\n");
        peer.file("X.1", "C rmail ann@hub.example.com\nI D.1\nF D.1\n");
        peer.callAgain();
        peer.file("D.1", "pump 2\n");
        peer.file("X.1", "C rmail ann@hub.example.com\nI D.1\nF D.1\n");
        assertEquals(List.of("pump 1\r\n", "pump 2\r\n"), peer.texts());
    }

    /**
     * Only its order says for whom it is, or only its text: the peer can't be told of one job that is put off, and
     * would bring it first in each call.
     */
    @Test
    void jobsThatDoNotSayBeforehandForWhomTheyAreArePutOffByNobody() {
        String batch = "HELO bad\nMAIL FROM:<joe@bad.example>\nRCPT TO:<ann@hub.example.com>\nDATA\npump 2\n.\nQUIT\n";
        peer.full.domains.add("hub.example.com");
        peer.greet();
        peer.file("D.1", "pump 1\n");
        peer.confirm();
        peer.file("X.1", "C rmail ann@hub.example.com\nI D.1\nF D.1\n");
        peer.command("E D.2 D.2 joe -C D.2 0600 \"\" 0x" + Integer.toHexString(batch.length()) + " rsmtp");
        peer.content(batch);
        peer.command("E D.3 D.3 joe -C D.3 0600 \"\" 0x7 rmail ann@hub.example.com");
        assertEquals(List.of("SY 0x0", "CY", "SY 0x0", "CY", "EY 0x0", "CY", "EN4"), peer.answers);
        assertEquals(List.of("pump 1\r\n", "pump 2\r\n"), peer.texts());
    }

    /** The peer heard the answer, and crashed before its peer.spool knew. */
    @Test
    void aJobThatComesAgainHasTheSameName() {
        peer.greet();
        peer.mail("D.1", "alarm\n");
        peer.confirm();
        peer.callAgain();
        peer.mail("D.1", "alarm\n");
        assertEquals(2, peer.names().size(), peer.answers::toString);
        assertEquals(1, peer.names().stream().distinct().count(), peer.names()::toString);
    }

    /** A peer with its peer.spool in memory begins with the same name after each start. */
    @Test
    void aJobBehindAHangUpIsAnotherEvenIfItIsCalledTheSame() {
        peer.greet();
        peer.mail("D.1", "alarm\n");
        peer.hangUp();
        peer.callAgain();
        peer.mail("D.1", "alarm\n");
        assertEquals(2, peer.names().stream().distinct().count(), peer.names()::toString);
    }

    /** By whatever machine it comes in: nothing of ours is in the name. */
    @Test
    void aMailWithADateIsCalledAfterPeerAndJobAlone() {
        peer.greet();
        peer.mail("D.1", "Date: now\n\nalarm\n");
        assertEquals(List.of("D.1.0@bad.uucp"), peer.names());
    }

    /** One of its mails is here; the peer says that it has nothing else, and brings the job again, and again. */
    @Test
    void aJobOfWhichPartIsPutOffKeepsItsNamesWhileThePeerHasNothingElse() {
        String mail = "MAIL FROM:<joe@bad.example>\nRCPT TO:<%s@hub.example.com>\nDATA\nalarm\n.\n";
        String batch = "HELO bad\n" + mail.formatted("ann") + mail.formatted("eve") + "QUIT\n";
        String job = "E D.1 D.1 joe -C D.1 0600 \"\" 0x" + Integer.toHexString(batch.length()) + " rsmtp";
        peer.ruled.add("eve@hub.example.com");
        peer.greet();
        peer.command(job);
        peer.content(batch);
        for (int again = 0; again < 2; again++) {
            peer.callAgain();
            peer.command(job);
            peer.hangUp();
            peer.callAgain();
            peer.command(job);
            peer.content(batch);
        }
        assertEquals(List.of("EY 0x0", "EN4", "EY 0x0", "EN4", "EY 0x0"),
                peer.answers.stream().filter(said -> said.startsWith("E")).toList());
        assertEquals(6, peer.names().size());
        assertEquals(2, peer.names().stream().distinct().count(), peer.names()::toString);
        peer.ruled.clear();
        peer.callAgain();
        peer.command(job);
        peer.hangUp();
        peer.callAgain();
        peer.command(job);
        peer.content(batch);
        peer.confirm();
        assertEquals(2, peer.names().stream().distinct().count(), peer.names()::toString);
        peer.callAgain();
        peer.mail("D.1", "alarm\n");
        assertEquals(3, peer.names().stream().distinct().count(), peer.names()::toString);
    }
}
