package org.packetboat.connectors.drop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.protocols.smtp.server.FakeIntake;

/** What programs leave in the drop folder, and what becomes of it. */
class DropReaderTest {
    @TempDir
    private Path temporary;
    private final FakeIntake intake = new FakeIntake();
    private Instant now = Instant.parse("2026-11-20T10:15:30Z");
    private Duration elapsed = Duration.ZERO;
    private Path drop;
    private DropReader reader;
    private String me;

    @BeforeEach
    void start() throws IOException {
        drop = temporary.resolve("drop");
        DropFolder folder = new DropFolder(drop);
        folder.prepare();
        reader = new DropReader(folder, new DroppedMail(intake, "hub.example.com", "example.com", 3, 100), () -> now,
                () -> elapsed);
        me = Files.getOwner(drop).getName();
    }

    private void put(String name, String envelope, String message) throws IOException {
        Files.writeString(drop.resolve(name), "packetboat-drop 1\n" + envelope + "\n" + message);
    }

    private List<String> recipients() {
        return intake.stored.getFirst().submission().recipients().stream().map(r -> r.address().toString()).toList();
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void everybodyMayWriteAndNobodyElseMayLook() throws IOException {
        assertEquals(03733, (Integer) Files.getAttribute(drop, "unix:mode") & 07777);
        for (String inner : List.of("taken", "refused")) {
            assertEquals("rwx------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(drop.resolve(inner))));
        }
    }

    @Test
    void mailGoesIntoTheQueueAndItsFileGoes() throws IOException {
        put("mail.a", "to anna, b@x.example\nname Cron Daemon\n", "Subject: hi\n\nHello\n");
        reader.look();
        assertEquals(List.of("anna@example.com", "b@x.example"), recipients());
        FakeIntake.Stored mail = intake.stored.getFirst();
        assertEquals(me + "@example.com", mail.submission().sender().orElseThrow().toString());
        assertTrue(mail.submission().options().key().orElseThrow().startsWith("drop:mail.a-"));
        assertTrue(mail.text().startsWith("Received: by hub.example.com (Packetboat, from userid "
                + Files.getAttribute(drop, "unix:uid") + ") id "), mail.text());
        assertTrue(intake.body().startsWith("Subject: hi\r\nFrom: Cron Daemon <" + me + "@example.com>\r\nDate: "),
                intake.body());
        assertTrue(intake.body().endsWith("\r\n\r\nHello\r\n"), intake.body());
        assertEquals(List.of("refused", "taken"), names(drop));
        assertEquals(List.of(), names(drop.resolve("taken")));
    }

    @Test
    void aNameThatIsUsedAgainIsAnotherMail() throws IOException {
        for (int i = 0; i < 2; i++) {
            put("mail.report", "to anna\n", "\nx\n");
            Files.setLastModifiedTime(drop.resolve("mail.report"), FileTime.from(now.plusSeconds(i)));
            reader.look();
        }
        assertEquals(2,
                intake.stored.stream().map(s -> s.submission().options().key().orElseThrow()).distinct().count());
    }

    /** The first one is acknowledged: what comes later under its name may not push it out. */
    @Test
    void aNameThatIsUsedAgainWhileTheFirstWaitsIsAnotherMail() throws IOException {
        intake.rejects = Optional.of(Reply.NO_SPACE);
        for (String to : List.of("a", "b", "c")) {
            put("mail.report", "to " + to + "@x.example\n", "\nx\n");
            reader.look();
        }
        intake.rejects = Optional.empty();
        elapsed = elapsed.plusSeconds(20);
        reader.look();
        assertEquals(Set.of("a@x.example", "b@x.example", "c@x.example"), intake.stored.stream()
                .map(s -> s.submission().recipients().getFirst().address().toString()).collect(Collectors.toSet()));
    }

    @Test
    void whatIsKeptUnderANameStaysWhenAnotherOfThatNameComes() throws IOException {
        for (int i = 0; i < 2; i++) {
            Files.writeString(drop.resolve("mail.report"), "no envelope " + i);
            reader.look();
        }
        assertEquals(2, names(drop.resolve("refused")).size());
    }

    @Test
    void whatCanNotBeReadHoldsUpNothingElse() throws IOException {
        Files.createSymbolicLink(drop.resolve("taken/mail.0"), temporary);
        put("mail.a", "to a@x.example\n", "\nx\n");
        reader.look();
        assertEquals(List.of("a@x.example"), recipients());
        assertEquals(List.of("mail.0"), names(drop.resolve("refused")));
    }

    @Test
    void theSenderMayBeNamedOrNobody() throws IOException {
        put("mail.a", "from \"A. Nna\" <anna>\nto b@x.example\n", "\nx\n");
        put("mail.b", "from <>\nto b@x.example\n", "\nx\n");
        put("mail.c", "from two words\nto b@x.example\n", "\nx\n");
        reader.look();
        assertEquals(Set.of("anna@example.com", "<>", me + "@example.com"), intake.stored.stream()
                .map(s -> s.submission().sender().map(Object::toString).orElse("<>")).collect(Collectors.toSet()));
    }

    @Test
    void whatIsAskedOfNoticesGoesAlong() throws IOException {
        put("mail.a", "to b@x.example\nnotify success,delay\nreturn hdrs\nenvid a+b=\u00fc c\nlater what\n", "\nx\n");
        reader.look();
        assertEquals(Set.of(Notify.SUCCESS, Notify.DELAY),
                intake.stored.getFirst().submission().recipients().getFirst().wanted());
        assertEquals(ReturnContent.HDRS, intake.stored.getFirst().submission().dsn().returned());
        assertEquals(Optional.of("a+2Bb+3D+C3+BC+20c"), intake.stored.getFirst().submission().dsn().envelopeName());
    }

    @Test
    void theHeaderNamesRecipientsIfItIsToBeAsked() throws IOException {
        put("mail.a", "headers\nto c@x.example\n",
                "To: Team: a@x.example, root;\nBcc: (x) \"b c\"@x.example,\n c@x.example\n\nTo: d@x.example\n");
        reader.look();
        assertEquals(List.of("c@x.example", "a@x.example", "root@example.com", "\"b c\"@x.example"), recipients());
        assertFalse(intake.body().contains("Bcc"), intake.body());
    }

    @Test
    void whoCanNotGetItIsToldToTheSenderAndTheOthersGetIt() throws IOException {
        intake.refused.put("b@x.example", new Reply(550, "5.4.4", "No route"));
        put("mail.a", "to a@x.example, b@x.example, two words\n", "Subject: hi\n\nHello\n");
        reader.look();
        assertEquals(List.of("a@x.example"), recipients());
        assertEquals(
                List.of("501 5.1.3 Expected an address \"two words\"@example.com", "550 5.4.4 No route b@x.example"),
                intake.returned.stream().map(r -> r.why() + " " + r.submission().recipients().getFirst().address())
                        .sorted().toList());
        assertTrue(intake.returned.getFirst().text().contains("\r\nSubject: hi\r\n"));
        assertEquals(List.of(), names(drop.resolve("taken")));
    }

    @Test
    void aMessageForNobodyOrTooLargeOrInCirclesComesBack() throws IOException {
        intake.largest = 2000;
        put("mail.a", "headers\n", "Subject: hi\n\nHello\n");
        put("mail.b", "to a@x.example\n", "\n" + "x\n".repeat(2000));
        put("mail.c", "to a@x.example\n", "Received: a\n".repeat(4) + "\nx\n");
        reader.look();
        assertEquals(List.of("552 5.3.4", "554 5.4.6", "554 5.5.1"),
                intake.returned.stream().map(r -> r.why().toString().substring(0, 9)).sorted().toList());
        assertEquals(List.of(), intake.stored);
    }

    @Test
    void whatNobodyCanBeToldIsKept() throws IOException {
        put("mail.a", "from <>\nto two words\n", "\nx\n");
        Files.writeString(drop.resolve("mail.b"), "Subject: no envelope\n\nx\n");
        Files.writeString(drop.resolve("mail.c"), "");
        reader.look();
        assertEquals(List.of("mail.a", "mail.b", "mail.c"), names(drop.resolve("refused")));
        assertEquals(List.of(), names(drop.resolve("taken")));
    }

    @Test
    void whatCanNotBeTakenNowWaits() throws IOException {
        intake.rejects = Optional.of(Reply.NO_SPACE);
        put("mail.a", "to a@x.example\n", "\nx\n");
        reader.look();
        assertEquals(List.of("mail.a"), names(drop.resolve("taken")));
        intake.rejects = Optional.empty();
        put("mail.b", "to b@x.example\n", "\nx\n");
        reader.look();
        assertEquals(List.of("b@x.example"), recipients());
        elapsed = elapsed.plusSeconds(20);
        reader.look();
        assertEquals(2, intake.stored.size());
        assertEquals(List.of(), names(drop.resolve("taken")));
    }

    @Test
    void aFileThatCanNotBeReadHoldsUpNothing() throws IOException {
        Path itself = drop.resolve("taken").resolve("mail.a");
        Files.createSymbolicLink(itself, itself);
        put("mail.c", "to c@x.example\n", "\nx\n");
        reader.look();
        assertEquals(List.of("c@x.example"), recipients());
    }

    @Test
    void whatIsNotCompleteIsLeftAndForgottenAfterADay() throws IOException {
        Path half = Files.writeString(drop.resolve("tmp.a"), "packetboat-drop 1\nto a@x.example\n\nx\n");
        reader.look();
        elapsed = elapsed.plusHours(23);
        Files.writeString(half, "y", StandardOpenOption.APPEND);
        reader.look();
        elapsed = elapsed.plusHours(23);
        reader.look();
        assertTrue(Files.exists(half));
        elapsed = elapsed.plusHours(1);
        reader.look();
        assertFalse(Files.exists(half));
        assertEquals(List.of(), intake.stored);
    }

    @Test
    void namesOfOtherPeoplesFilesAreNoMail() throws IOException {
        Path secret = Files.writeString(temporary.resolve("secret"), "packetboat-drop 1\nto a@x.example\n\nsecret\n");
        Files.createSymbolicLink(drop.resolve("mail.a"), secret);
        Files.createLink(drop.resolve("mail.b"), secret);
        Files.createDirectory(drop.resolve("mail.c"));
        reader.look();
        assertEquals(List.of(), intake.stored);
        assertEquals(List.of("mail.a", "mail.c", "refused", "taken"), names(drop));
        assertEquals(List.of("mail.b"), names(drop.resolve("refused")));
    }

    @Test
    void aPipeOrAFolderAmongThemIsNotOpened() throws Exception {
        Path pipe = drop.resolve("taken").resolve("mail.a");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Files.createDirectory(drop.resolve("taken").resolve("mail.b"));
        assertTimeoutPreemptively(Duration.ofSeconds(10), reader::look);
        assertEquals(List.of("mail.a", "mail.b"), names(drop.resolve("refused")));
    }

    @Test
    void whatIsMadeForUsByOthersIsNotUsed() throws IOException {
        for (String inner : List.of("taken", "refused")) {
            Files.setPosixFilePermissions(drop.resolve(inner), PosixFilePermissions.fromString("rwxr-x---"));
            IOException e = assertThrows(IOException.class, () -> new DropFolder(drop).prepare());
            assertTrue(e.getMessage().contains(inner), e.getMessage());
            Files.setPosixFilePermissions(drop.resolve(inner), PosixFilePermissions.fromString("rwx------"));
            new DropFolder(drop).prepare();
        }
    }

    @Test
    void whatIsNoAddressIsShownHoweverItIsWritten() throws IOException {
        put("mail.a", "to " + "a".repeat(198) + "\\\\\\ b\n", "\nx\n");
        put("mail.b", "to \"\\ x\n", "\nx\n");
        reader.look();
        assertEquals(2, intake.returned.size());
    }

    @Test
    void aTextThatNeedsTooMuchOfTheStackIsRefused() throws IOException {
        intake.begins = Optional.of(new StackOverflowError());
        put("mail.a", "to a@x.example\n", "\nx\n");
        reader.look();
        assertEquals(List.of("mail.a"), names(drop.resolve("refused")));
    }

    @Test
    void aFileAtWhichAFaultOfOursShowsThreeTimesIsRefused() throws IOException {
        intake.begins = Optional.of(new IllegalStateException("fault"));
        put("mail.a", "to a@x.example\n", "\nx\n");
        for (int i = 0; i < 3; i++) {
            reader.look();
            assertEquals(1, names(drop.resolve("taken")).size());
            elapsed = elapsed.plusSeconds(20);
        }
        reader.look();
        assertEquals(List.of("mail.a"), names(drop.resolve("refused")));
    }

    /** Whatever was read when the process ended may have been the cause of it, and most often is not. */
    @Test
    void aFileThatEndsTheServerIsTriedAtThreeStarts() throws IOException {
        put("mail.a", "to a@x.example\n", "\nx\n");
        put("mail.b", "to b@x.example\n", "\nx\n");
        for (int i = 0; i < 3; i++) {
            intake.begins = Optional.of(new OutOfMemoryError());
            assertThrows(OutOfMemoryError.class, reader::look);
            start();
        }
        intake.begins = Optional.empty();
        reader.look();
        assertEquals(1, names(drop.resolve("refused")).size());
        assertEquals(1, intake.stored.size());
    }

    @Test
    void whatWaitsIsNotCountedAsTried() throws IOException {
        intake.rejects = Optional.of(Reply.NO_SPACE);
        put("mail.a", "to a@x.example\n", "\nx\n");
        for (int i = 0; i < 5; i++) {
            reader.look();
            start();
        }
        intake.rejects = Optional.empty();
        reader.look();
        assertEquals(List.of("a@x.example"), recipients());
    }

    /** Its name on disk differs while it is read; the key does not, so that nothing is taken twice. */
    @Test
    void theKeyIsTheSameAtEachTry() throws IOException {
        put("mail.a", "to a@x.example\n", "\nx\n");
        intake.begins = Optional.of(new OutOfMemoryError());
        assertThrows(OutOfMemoryError.class, reader::look);
        intake.begins = Optional.empty();
        start();
        reader.look();
        String key = intake.stored.getFirst().submission().options().key().orElseThrow();
        assertTrue(key.startsWith("drop:mail.a-"), key);
    }

    @Test
    void moreRecipientsThanAMessageMayHaveAreToldOnce() throws IOException {
        put("mail.a", "to " + "a,".repeat(100) + "\nto b\n", "\nx\n");
        put("mail.b", "headers\n", "Bcc: " + "two words,".repeat(101) + "\n\nx\n");
        reader.look();
        assertEquals(List.of(), intake.stored);
        assertEquals(List.of("554 5.5.3 More than 100 recipients", "554 5.5.3 More than 100 recipients"),
                intake.returned.stream().map(r -> r.why().toString()).toList());
        assertEquals(1, intake.returned.getFirst().submission().recipients().size());
    }

    @Test
    void aHeaderThatIsTooLargeComesBack() throws IOException {
        put("mail.a", "to a@x.example\n", "Bcc: secret@x.example\n" + "X: y\n".repeat(300_000) + "\nx\n");
        reader.look();
        assertEquals(List.of(), intake.stored);
        assertEquals("554 5.6.0 Header is larger than 1 MB", intake.returned.getFirst().why().toString());
        assertFalse(intake.returned.getFirst().text().contains("secret"));
    }

    @Test
    void whoeverPutsTheClockForwardRemovesNothing() throws IOException {
        Files.writeString(drop.resolve("tmp.a"), "packetboat-drop 1\n");
        reader.look();
        now = now.plus(Duration.ofDays(400));
        reader.look();
        assertTrue(Files.exists(drop.resolve("tmp.a")));
    }
}
