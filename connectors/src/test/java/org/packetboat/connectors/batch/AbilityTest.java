package org.packetboat.connectors.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.protocols.Mails;
import org.packetboat.protocols.bundle.Ability;
import org.packetboat.protocols.bundle.BundleBytes;
import org.packetboat.protocols.bundle.BundleRoom;
import org.packetboat.protocols.bundle.Correspondence;
import org.packetboat.protocols.bundle.Reading;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.content.BundleLimits;
import org.packetboat.protocols.bundle.content.ContentName;
import org.packetboat.protocols.bundle.history.MailDictionary;
import org.packetboat.protocols.bundle.history.MemoryHistory;

/** What two servers agree on, and what goes into one batch. */
final class AbilityTest {
    @Test
    void wordIsReadBack() {
        Ability ours = Ability.ours(Batches.CODERS, 16);
        assertEquals("pb1:bmsz:1:16:n:d:r", ours.word());
        assertEquals(Optional.of(ours), Ability.parse(ours.word()));
    }

    @Test
    void laterProgramsMaySayMore() {
        Ability later = Ability.parse("pb1:bmqsz:7:64:n:d:r:new=things").orElseThrow();
        assertEquals(Ability.ours(Batches.CODERS, 16), later.shared(Ability.ours(Batches.CODERS, 16)));
    }

    @Test
    void onlyWhatBothCanIsShared() {
        Ability old = new Ability(EnumSet.of(Codec.ZSTD), 0, 4);
        assertEquals(Optional.of(old), Ability.parse("pb1:sz:0:4"));
        assertEquals(new Ability(EnumSet.of(Codec.ZSTD), 0, 4), Ability.ours(Batches.CODERS, 16).shared(old));
    }

    @Test
    void whatTheOtherDoesNotSayIsNotShared() {
        Ability shared = Ability.ours(Batches.CODERS, 16).shared(Ability.parse("pb1:bmsz:1:16:n").orElseThrow());
        assertTrue(shared.names());
        assertFalse(shared.delays());
        assertFalse(shared.reports());
    }

    @Test
    void noWordIsNoAbility() {
        for (String word : List.of("", "pb1", "pb2:z:1:1", "pb1:z:1", "pb1:Z:1:1", "pb1:z:-1:1", "pb1:z:99999:1"))
            assertEquals(Optional.empty(), Ability.parse(word), word);
    }

    @Test
    void dictionaryOfOneSideOnlyIsNotUsed() {
        Ability shared = Ability.ours(Batches.CODERS, 16).shared(Ability.parse("pb1:bsz:0:16").orElseThrow());
        Correspondence hub = new Correspondence("hub", shared, Batches.CODERS, new MemoryHistory(1 << 20),
                BundleLimits.USUAL);
        BundleBytes batch = hub.freeze(Batches.mails("Subject: hello\r\n\r\nhello\r\n".getBytes()), Batches.MODEM);
        assertEquals(0, batch.toBytes()[5]);
        assertInstanceOf(Reading.Mails.class, hub.read(batch, "test"));
    }

    @Test
    void dictionaryNeverChanges() {
        assertEquals("c3da4fab48d537a73b57e117a690ca535b8ed844a4fda07719ee4d7284fff0e3",
                HexFormat.of().formatHex(ContentName.sha256().digest(MailDictionary.bytes(1))));
    }

    @Test
    void roomIsAboutAMinuteOfLine() {
        BundleRoom room = new BundleRoom(240, 3.5, BundleLimits.USUAL);
        int taken = 0;
        while (room.take(Mails.mail(taken, new byte[3400], "a@b.example")))
            taken++;
        assertEquals(240 * 60 * 35 / 10 / 3660, taken);
    }

    @Test
    void largeMessageGoesAlone() {
        BundleRoom room = new BundleRoom(240, 3.5, BundleLimits.USUAL);
        assertEquals(true, room.take(Mails.mail(1, new byte[1 << 20], "a@b.example")));
        assertEquals(true, room.isFull());
        assertEquals(false, room.take(Mails.mail(2, new byte[10], "a@b.example")));
    }

    @Test
    void sameMessageForOtherDomainsCostsNextToNothing() {
        BundleRoom room = new BundleRoom(240, 3.5, BundleLimits.USUAL);
        for (int i = 0; i < 20; i++)
            assertEquals(true, room.take(Mails.mail(1, new byte[40_000], "a@b" + i + ".example")));
    }
}
