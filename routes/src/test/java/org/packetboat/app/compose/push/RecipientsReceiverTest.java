package org.packetboat.app.compose.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.recipients.ListSettings;
import org.packetboat.connectors.recipients.PushPart;
import org.packetboat.connectors.recipients.PushedParts;
import org.packetboat.connectors.recipients.RecipientLists;
import org.packetboat.connectors.recipients.SentList;
import org.packetboat.connectors.recipients.TextRows;
import org.packetboat.connectors.seal.ServerKeys;
import org.packetboat.connectors.seal.ServerSeal;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;

/** What a perimeter believes of what comes to its mailbox. */
class RecipientsReceiverTest {
    private static final Instant NOW = Instant.parse("2026-11-30T03:00:00Z");
    private static final Set<Domain> EXAMPLE = Set.of(new Domain("example.com"));

    @TempDir
    private Path folder;
    private Path edge;
    private final ServerKeys inside = ServerKeys.make();
    private final ServerKeys perimeter = ServerKeys.make();
    private RecipientLists lists;
    private RecipientsReceiver receiver;
    private byte[] part;

    @BeforeEach
    void start() throws IOException {
        Path own = folder.resolve("inside");
        Files.writeString(folder.resolve("staff.txt"), "anna\n");
        try (RecipientLists sender = new RecipientLists(List.of(new ListSettings("staff", EXAMPLE, Optional.empty(),
                new TextRows(folder.resolve("staff.txt")), Duration.ZERO)), own, Optional.empty(), () -> NOW)) {
            sender.confirm("staff");
        }
        try (SentList.Push push = new SentList(own, "staff", "edge").next(new SentList.Order(true, false, "edge",
                Address.parse("packetboat-config@inside.example")), NOW).orElseThrow()) {
            part = push.part(0).bytes();
        }
        edge = folder.resolve("edge");
        lists = new RecipientLists(List.of(
                new ListSettings("staff", EXAMPLE, Optional.empty(),
                        new PushedParts(edge, "staff", inside.open().word()),
                        Duration.ZERO),
                new ListSettings("guests", Set.of(new Domain("guests.example")), Optional.empty(),
                        new TextRows(folder.resolve("staff.txt")), Duration.ZERO)),
                edge, Optional.empty(), () -> NOW);
        receiver = receiver(inside);
    }

    private RecipientsReceiver receiver(ServerKeys sender) {
        return new RecipientsReceiver(lists, List.of(sender.open()), perimeter, new PushPost(null, "edge.example",
                Optional.empty()));
    }

    @AfterEach
    void stop() throws IOException {
        lists.close();
    }

    private Outcome take(byte[] sealed) {
        return receiver.take(new PushMail(PushMail.RECIPIENTS, "edge", sealed));
    }

    private byte[] sealed(ServerKeys from, ServerKeys to, String about, byte[] text) {
        return ServerSeal.seal(from, to.open(), about, text);
    }

    private void nothingIsKept() {
        assertTrue(Files.notExists(edge.resolve("staff.push")));
    }

    @Test
    void whatTheInsideSentIsKept() throws IOException {
        assertEquals(FleetMailbox.TAKEN, take(sealed(inside, perimeter, PushMail.RECIPIENTS, part)));
        assertTrue(Files.exists(edge.resolve("staff.push/" + PushPart.read(part).head().number() + "/00000-of-1")));
    }

    @Test
    void whatAnotherOrAnOldKeyHasSignedIsRefused() {
        assertEquals(FleetMailbox.NOT_SEALED,
                take(sealed(ServerKeys.make(), perimeter, PushMail.RECIPIENTS, part)));
        nothingIsKept();
    }

    @Test
    void whatIsForAnotherServerOrIsSomethingElseIsRefused() {
        assertEquals(FleetMailbox.NOT_SEALED, take(sealed(inside, ServerKeys.make(), PushMail.RECIPIENTS, part)));
        assertEquals(FleetMailbox.NOT_SEALED, take(sealed(inside, perimeter, PushMail.CONFIGURATION, part)));
        nothingIsKept();
    }

    @Test
    void whatArrivedHalfOrDamagedIsRefused() {
        byte[] whole = sealed(inside, perimeter, PushMail.RECIPIENTS, part);
        assertEquals(FleetMailbox.NOT_SEALED, take(Arrays.copyOf(whole, whole.length / 2)));
        whole[whole.length / 2] ^= 1;
        assertEquals(FleetMailbox.NOT_SEALED, take(whole));
        nothingIsKept();
    }

    @Test
    void whatIsNoListIsRefusedWithAReason() {
        for (String text : List.of("", "no list", "PBPART1\n", "PBPART1\n\0\5staff", "PBPART1\n\u007f\0\0\0{}")) {
            Outcome outcome = take(sealed(inside, perimeter, PushMail.RECIPIENTS,
                    text.getBytes(StandardCharsets.ISO_8859_1)));
            assertTrue(assertInstanceOf(Outcome.Refused.class, outcome).reply().text().contains("can't be used"),
                    outcome::toString);
        }
        nothingIsKept();
    }

    /** It may push one list, and not each. */
    @Test
    void listThatItMayNotPushIsRefused() throws IOException {
        ServerKeys other = ServerKeys.make();
        receiver = receiver(other);
        Outcome outcome = take(sealed(other, perimeter, PushMail.RECIPIENTS, part));
        assertTrue(assertInstanceOf(Outcome.Refused.class, outcome).reply().text().contains("pushed-by"),
                outcome::toString);
        nothingIsKept();
    }

    @Test
    void diskThatTakesNothingPutsItOff() throws IOException {
        Files.writeString(edge.resolve("staff.push"), "");
        assertInstanceOf(Outcome.Deferred.class, take(sealed(inside, perimeter, PushMail.RECIPIENTS, part)));
        Files.delete(edge.resolve("staff.push"));
        assertEquals(FleetMailbox.TAKEN, take(sealed(inside, perimeter, PushMail.RECIPIENTS, part)));
    }

    @Test
    void answersAreWhatTheySay() {
        RecipientsAnswer answer = new RecipientsAnswer("staff", "edge", 7,
                RecipientLists.PushListener.Verdict.NEEDS_WHOLE, "x".repeat(5000), 5);
        assertEquals(Optional.of(answer), RecipientsAnswer.read(answer.bytes()));
        assertEquals(1000, answer.why().length());
        for (String text : List.of("{}", "[]", "null", "{\"list\":\"staff\"}"))
            assertEquals(Optional.empty(), RecipientsAnswer.read(text.getBytes(StandardCharsets.UTF_8)));
    }
}
