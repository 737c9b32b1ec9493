package org.packetboat.connectors.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.protocols.Mails.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.protocols.Mails;
import org.packetboat.protocols.ScriptedSupply;

class MaildirLinkTest {
    private static final String HI = "Subject: hi\r\n\r\na\rb\r\n.\r\n";

    @TempDir
    private Path folder;

    private final Transfer mail = mail(1, HI, "Bob@here.example");

    private Call call(Transport transport) {
        return new Call(
                new Route("local", List.of(), Window.ALWAYS, "always", "local", transport, 1, Duration.ofMinutes(1),
                        Duration.ofHours(1), AtClose.DRAIN, 1_000_000),
                Optional.empty(), Instant.MAX);
    }

    private ScriptedSupply deliver(boolean mustExist, Transfer... mails) throws Exception {
        ScriptedSupply supply = new ScriptedSupply(mails);
        new MaildirLink("hub.example").open(call(new Transport.Maildir(folder.toString(), mustExist)), supply);
        assertEquals(new Ending.Finished(), supply.ending());
        return supply;
    }

    private ScriptedSupply deliver(Transfer... mails) throws Exception {
        return deliver(false, mails);
    }

    private List<Path> files(String where) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(where))) {
            return files.toList();
        }
    }

    private static String status(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered(var reply, boolean _, var _) -> reply.status();
            case Outcome.Deferred(var reply) -> reply.status();
            case Outcome.Refused(var reply) -> reply.status();
            case Outcome.Carried(var _, var reply) -> reply.status();
            case Outcome.Interrupted(long _, var reply) -> reply.status();
        };
    }

    @Test
    void putsAMessageIntoItsUsersMaildir() throws Exception {
        ScriptedSupply supply = deliver(mail);
        assertInstanceOf(Outcome.Delivered.class, supply.outcome(mail, "Bob@here.example"));
        assertEquals("Return-Path: <a@here.example>\nDelivered-To: Bob@here.example\n"
                + "Subject: hi\n\na\rb\n.\n", Files.readString(files("bob/new").getFirst()));
        assertEquals(List.of(), files("bob/tmp"));
        assertEquals(List.of(), files("bob/cur"));
    }

    /** The machine was stopped since it was handed out: another may own the queue. */
    @Test
    void mailThatMayNoLongerBeBegunIsLeft() throws Exception {
        ScriptedSupply supply = new ScriptedSupply(
                new Transfer(mail.envelope(), mail.body(), Optional.empty(), () -> false));
        new MaildirLink("hub.example").open(call(new Transport.Maildir(folder.toString(), false)), supply);
        assertInstanceOf(Ending.Stopped.class, supply.ending());
        assertTrue(supply.outcomes(mail).isEmpty());
    }

    @Test
    void namesTheNullPathOfANotice() throws Exception {
        Message notice = new Message(new QueueId(3), Instant.EPOCH, Optional.empty(), 3, false, false,
                ReturnContent.FULL, Optional.empty(), Optional.empty(), "notice");
        deliver(Mails.mail(notice, "x\r\n".getBytes(), List.of(Recipient.of("bob@here.example"))));
        assertTrue(Files.readString(files("bob/new").getFirst()).startsWith("Return-Path: <>\n"));
    }

    @Test
    void keepsLinesWholeAcrossPieces() throws Exception {
        String text = "x".repeat(64 * 1024 - 1) + "\r\n" + "y".repeat(64 * 1024 - 2) + "\r\nend\r";
        deliver(mail(1, text, "bob@here.example"));
        assertTrue(Files.readString(files("bob/new").getFirst()).endsWith(text.replace("\r\n", "\n")));
    }

    @Test
    void deliversARepeatedMessageOnce() throws Exception {
        deliver(mail);
        assertInstanceOf(Outcome.Delivered.class, deliver(mail).outcome(mail, "Bob@here.example"));
        assertEquals(1, files("bob/new").size());
    }

    @Test
    void aMailboxGetsOneCopyHoweverManyOfItsAddressesAreMeant() throws Exception {
        Transfer many = mail(1, HI, "disk@here.example", "Disk+1@here.example", "bob@here.example",
                "disk+2@here.example");
        ScriptedSupply supply = deliver(many);
        for (Recipient recipient : many.envelope().recipients())
            assertInstanceOf(Outcome.Delivered.class, supply.outcome(many, recipient.address().toString()));
        assertEquals(1, files("disk/new").size());
        assertEquals(1, files("bob/new").size());
        assertTrue(Files.readString(files("disk/new").getFirst()).contains("Delivered-To: disk@here.example\n"
                + "Delivered-To: Disk+1@here.example\nDelivered-To: disk+2@here.example\nSubject:"));
    }

    @Test
    void soItIsIfItsAddressesAreInSeveralDomains() throws Exception {
        deliver(mail(1, HI, "bob@here.example"));
        deliver(mail(1, HI, "bob@there.example"));
        assertEquals(1, files("bob/new").size());
    }

    @Test
    void whatIsForManyMailboxesGoesByPieces() throws Exception {
        String[] all = IntStream.range(0, 250).mapToObj(i -> "u" + i + "@here.example").toArray(String[]::new);
        Transfer many = mail(1, HI, all);
        Transfer other = mail(2, HI, "bob@here.example");
        assertEquals(List.of(Delivery.PIECE, 1, Delivery.PIECE, 50), deliver(many, other).pieces());
    }

    @Test
    void knowsARepeatThatWasReadAndFlagged() throws Exception {
        deliver(mail);
        Path delivered = files("bob/new").getFirst();
        Files.move(delivered, folder.resolve("bob/cur").resolve(delivered.getFileName() + ":2,RS"));
        assertInstanceOf(Outcome.Delivered.class, deliver(mail).outcome(mail, "Bob@here.example"));
        assertEquals(List.of(), files("bob/new"));
    }

    @Test
    void writesOverWhatACrashLeft() throws Exception {
        deliver(mail);
        Path name = files("bob/new").getFirst().getFileName();
        Files.delete(folder.resolve("bob/new").resolve(name));
        Files.writeString(folder.resolve("bob/tmp").resolve(name),
                "half a message, longer than the whole one".repeat(9));
        deliver(mail);
        assertTrue(Files.readString(files("bob/new").getFirst()).endsWith("a\rb\n.\n"));
        assertEquals(List.of(), files("bob/tmp"));
    }

    @Test
    void refusesUnknownUsersWhereTheyMustExist() throws Exception {
        Files.createDirectory(folder.resolve("ann"));
        Transfer both = mail(1, HI, "ann@here.example", "bob@here.example");
        ScriptedSupply supply = deliver(true, both);
        assertInstanceOf(Outcome.Delivered.class, supply.outcome(both, "ann@here.example"));
        assertEquals("5.1.1", status(supply.outcome(both, "bob@here.example")));
        assertEquals(1, files("").size());
    }

    @Test
    void keepsMailWhileTheFolderOfAllUsersIsMissing() throws Exception {
        folder = folder.resolve("unmounted");
        ScriptedSupply supply = deliver(true, mail);
        assertInstanceOf(Outcome.Deferred.class, supply.outcome(mail, "Bob@here.example"));
    }

    @Test
    void refusesNamesThatLeadElsewhere() throws Exception {
        Transfer evil = mail(1, HI, "\"../../x\"@here.example");
        assertEquals("5.1.3", status(deliver(evil).outcome(evil, "\"../../x\"@here.example")));
        assertEquals(List.of(), files(""));
    }

    /** What would only come back is refused at the door: with forged senders it would come back to their victims. */
    @Test
    void saysBeforehandWhomItCanDeliverTo() throws Exception {
        MaildirUsers anybody = new MaildirUsers(folder, false);
        assertEquals(Optional.empty(), anybody.refusal(Address.parse("bob@here.example")));
        for (String odd : List.of("\".\"@here.example", "\"../x\"@here.example", "+tag@here.example",
                "\" \"@here.example"))
            assertEquals("5.1.3", anybody.refusal(Address.parse(odd)).orElseThrow().status(), odd);
        MaildirUsers known = new MaildirUsers(folder, true);
        Files.createDirectory(folder.resolve("ann"));
        assertEquals(Optional.empty(), known.refusal(Address.parse("Ann+x@here.example")));
        assertEquals("5.1.1", known.refusal(Address.parse("bob@here.example")).orElseThrow().status());
        assertEquals(Optional.empty(),
                new MaildirUsers(folder.resolve("unmounted"), true).refusal(Address.parse("bob@here.example")));
    }

    @Test
    void defersWhatCannotBeWritten() throws Exception {
        Files.writeString(folder.resolve("bob"), "a file where a folder should be");
        ScriptedSupply supply = deliver(mail);
        assertEquals("4.3.0", status(supply.outcome(mail, "Bob@here.example")));
    }

    @Test
    void saysWhenTheDiskOrTheMailboxIsFull() throws Exception {
        assertEquals("4.3.1", status(deliverTo("No space left on device")));
        assertEquals("4.2.2", status(deliverTo("Disk quota exceeded")));
    }

    private static Owners owners(Transfer mail) {
        return new Owners(mail.envelope().recipients(), MailboxName::of);
    }

    private Outcome deliverTo(String complaint) {
        Body complaining = new Body() {
            @Override
            public long size() {
                return 1;
            }

            @Override
            public byte[] read(long offset, int most) {
                throw new UncheckedIOException(complaint, new IOException(complaint));
            }
        };
        return new Delivery(folder, "hub.example", false, new FolderSyncs())
                .deliverPiece(new Transfer(mail.envelope(), complaining), owners(mail))
                .get(Recipient.of("Bob@here.example"));
    }

    /** The life before may have been killed between the move and its sync; a loss of power would take the mail away. */
    @Test
    void whatWasThereAlreadyIsSyncedBeforeItCountsAsDelivered() {
        List<Path> synced = new ArrayList<>();
        FolderSyncs noting = new FolderSyncs() {
            @Override
            void sync(Path where) throws IOException {
                super.sync(where);
                synced.add(where);
            }
        };
        new Delivery(folder, "hub.example", false, new FolderSyncs()).deliverPiece(mail, owners(mail));
        new Delivery(folder, "hub.example", false, noting).deliverPiece(mail, owners(mail));
        Path box = folder.resolve("bob");
        assertTrue(synced.containsAll(List.of(box.resolve("new"), box.resolve("cur"), box, folder)), synced::toString);
    }

    @Test
    void startsNothingMoreAfterAStop() throws Exception {
        Link.Session[] session = new Link.Session[1];
        ScriptedSupply stopping = new ScriptedSupply(mail) {
            @Override
            public void next(Consumer<Optional<Transfer>> answer) {
                session[0].stop(false, "window closed");
                super.next(answer);
            }
        };
        MaildirSession opened = new MaildirSession(new Delivery(folder, "hub.example", false, new FolderSyncs()),
                stopping);
        session[0] = opened;
        opened.run();
        assertEquals(new Ending.Stopped("window closed"), stopping.ending());
        assertEquals(List.of(), files(""));
    }

    @Test
    void opensNoRouteThatLeadsElsewhere() {
        assertThrows(IllegalArgumentException.class, () -> new MaildirLink("hub.example")
                .open(call(new Transport.Lmtp("localhost", 24)), new ScriptedSupply()));
    }
}
