package org.packetboat.connectors.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.intake.RuleCount;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.rule.DeliveryRule.Effect;
import org.packetboat.engine.route.rule.DeliveryRule.Verdict;
import org.packetboat.engine.route.rule.DeliveryRules;
import org.packetboat.engine.sim.SimRules;
import org.packetboat.protocols.disk.DiskAnswer;
import org.packetboat.protocols.disk.DiskFile;

/** Disks that are damaged, can't be written, are somebody else's, or mean ill. */
class DiskTroubleTest extends DiskRig {
    @Test
    void nothingIsWrittenToAFolderThatIsNoDisk() throws IOException {
        hub.send("one", ANN);
        Path empty = Files.createDirectories(folder.resolve("empty"));
        hub.plug(empty);
        Path disk = disk("courier-1");
        hub.plug(disk);
        until(() -> has(disk, "hub", "denver", DiskFile.SUFFIX, 1));
        try (Stream<Path> all = Files.list(empty)) {
            assertEquals(0, all.count());
        }
    }

    @Test
    void aDamagedFileIsSentAgain() throws IOException {
        hub.send("one", ANN);
        Path disk = written("courier-1");
        try (RandomAccessFile file = new RandomAccessFile(
                files(disk, "hub", "denver", DiskFile.SUFFIX).getFirst().toFile(), "rw")) {
            file.seek(file.length() - 3);
            file.write('?');
        }
        read(disk);
        assertTrue(denver.arrived().isEmpty());
        hub.later(Duration.ofMinutes(2));
        hub.plug(disk);
        until(() -> has(disk, "denver", "hub", DiskAnswer.SUFFIX, 0) && has(disk, "hub", "denver", DiskFile.SUFFIX, 1));
        hub.pull();
        until(() -> hub.post.state().disk().isEmpty());
        read(disk);
        arrived(ANN + " one");
    }

    @Test
    void aFileThatIsNotAllThereIsLeftAloneUntilItStaysSo() throws IOException {
        hub.send("one", ANN);
        Path disk = written("courier-1");
        Path file = files(disk, "hub", "denver", DiskFile.SUFFIX).getFirst();
        byte[] all = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(all, all.length / 2));
        read(disk);
        assertTrue(Files.readString(files(disk, "denver", "hub", DiskAnswer.SUFFIX).getFirst())
                .contains("says: damaged"));
        assertTrue(denver.arrived().isEmpty());
    }

    @Test
    void disksOfOthersAreLeftAlone() throws IOException {
        hub.send("one", ANN);
        Path disk = written("courier-1");
        Path mine = files(disk, "hub", "denver", DiskFile.SUFFIX).getFirst();
        Path others = Files.createDirectories(disk.resolve("packetboat/paris/lyon"));
        Path theirs = Files.copy(mine, others.resolve(mine.getFileName()));
        Path mislaid = Files.createDirectories(disk.resolve("packetboat/hub/denver"))
                .resolve("00000000000000000000.mail");
        byte[] label = new DiskFile("paris", "lyon", java.time.Instant.now().plusSeconds(1000), "1", "pb1:s:0:0",
                new byte[9]).encode();
        Files.write(mislaid.resolveSibling(DiskFile.id(label) + ".mail"), label);
        denver.plug(disk);
        arrived(ANN + " one");
        until(() -> has(disk, "denver", "hub", DiskAnswer.SUFFIX, 1));
        assertTrue(Files.exists(theirs));
        assertTrue(Files.exists(mislaid.resolveSibling(DiskFile.id(label) + ".mail")));
    }

    @Test
    void garbageAndTrapsHoldUpNothing() throws IOException {
        hub.send("one", ANN);
        Path disk = written("courier-1");
        Path place = disk.resolve("packetboat/hub/denver");
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Files.createSymbolicLink(place.resolve("0123456789abcdef0123.mail"), secret);
        Files.createDirectory(place.resolve("0123456789abcdef0124.mail"));
        Files.writeString(place.resolve("..mail"), "x");
        Files.writeString(place.resolve("0123456789abcdef0125.mail"), "garbage");
        Files.write(place.resolve("0123456789abcdef0126.mail"), new byte[0]);
        byte[] empty = new byte[0];
        Files.write(place.resolve(DiskFile.id(empty) + ".mail"), empty);
        byte[] bomb = new DiskFile("hub", "denver", java.time.Instant.now().plusSeconds(1000), "1", "pb1:s:0:0",
                "PB\u0001\u0001nonsense".getBytes(StandardCharsets.ISO_8859_1)).encode();
        Files.write(place.resolve(DiskFile.id(bomb) + ".mail"), bomb);
        denver.plug(disk);
        arrived(ANN + " one");
        until(() -> has(disk, "denver", "hub", DiskAnswer.SUFFIX, 5));
        assertEquals("secret", Files.readString(secret));
        back(disk);
        assertEquals(0, hub.waiting("denver.example"));
    }

    @Test
    void aFolderThatIsALinkToElsewhereIsNotUsed() throws IOException {
        hub.send("one", ANN);
        Path disk = disk("courier-1");
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createSymbolicLink(disk.resolve("packetboat"), elsewhere);
        hub.plug(disk);
        until(() -> hub.post.state().trouble().isPresent());
        try (Stream<Path> all = Files.list(elsewhere)) {
            assertEquals(0, all.count());
        }
        hub.pull();
    }

    @Test
    void aDiskThatCanNotBeWrittenStillBringsItsMailOnce() throws IOException {
        hub.send("one", ANN);
        Path disk = written("courier-1");
        Files.writeString(disk.resolve("packetboat/denver"), "in the way");
        denver.plug(disk);
        until(() -> denver.post.state().trouble().isPresent());
        arrived(ANN + " one");
        assertTrue(denver.post.state().trouble().get().startsWith("disk courier-1 can't be written"));
        assertTrue(has(disk, "hub", "denver", DiskFile.SUFFIX, 1));
    }

    @Test
    void aForgedAnswerSettlesNothing() throws IOException {
        hub.send("one", ANN);
        Path disk = written("courier-1");
        Path answers = Files.createDirectories(disk.resolve("packetboat/denver/hub"));
        String id = "0123456789abcdef0123";
        Files.write(answers.resolve(id + ".answer"),
                new DiskAnswer(id, DiskAnswer.Verdict.TAKEN, "pb1:s:0:0", Map.of()).encode(_ -> "-"));
        Files.writeString(answers.resolve("0123456789abcdef0124.answer"), "packetboat-disk-answer 1\nto: x\n\nend\n");
        hub.plug(disk);
        until(() -> !Files.exists(answers.resolve(id + ".answer")));
        assertEquals(1, hub.waiting("denver.example"));
    }

    @Test
    void withAKeyNothingIsReadOrBelievedWithoutIt() throws IOException {
        for (DiskHost host : List.of(hub, denver))
            host.close();
        open.clear();
        Optional<String> key = Optional.of("a secret of enough letters");
        hub = opened(new DiskHost(folder, "hub", "denver", key, new ConcurrentHashMap<>()));
        denver = opened(new DiskHost(folder, "denver", "hub"));
        hub.send("a word that is not to be read", ANN);
        Path disk = written("courier-1");
        byte[] file = Files.readAllBytes(files(disk, "hub", "denver", DiskFile.SUFFIX).getFirst());
        assertFalse(new String(file, StandardCharsets.ISO_8859_1).contains("a word"));
        read(disk);
        hub.plug(disk);
        until(() -> hub.post.state().disk().isPresent());
        assertEquals(1, hub.waiting("denver.example"), "an answer without the key's proof settles nothing");
        hub.pull();
        denver.close();
        open.remove(denver);
        denver = opened(new DiskHost(folder, "denver", "hub", key, new ConcurrentHashMap<>()));
        hub.later(DiskHost.WEEK.plusSeconds(5));
        denver.later(DiskHost.WEEK.plusSeconds(5));
        Path second = written("courier-2");
        read(second);
        arrived(ANN + " a word that is not to be read");
        back(second);
        assertEquals(0, hub.waiting("denver.example"));
    }

    @Test
    void aDiskThatCanNotBeWrittenBringsItsMailThoughAnAnswerIsOnIt() throws IOException {
        hub.send("one", ANN);
        Path disk = written("courier-1");
        Path file = files(disk, "hub", "denver", DiskFile.SUFFIX).getFirst();
        read(disk);
        denver.send("back", "bob@hub.example");
        denver.plug(disk);
        until(() -> has(disk, "denver", "hub", DiskFile.SUFFIX, 1));
        denver.pull();
        Files.createDirectories(file.resolve("that can't be removed"));
        hub.plug(disk);
        until(() -> Map.of("bob@hub.example back", 1).equals(hub.arrived()));
        until(() -> hub.post.state().trouble().isPresent());
        assertEquals(0, hub.waiting("denver.example"));
    }

    @Test
    void anAnswerThatIsBeingCopiedThereIsReadWhenAllOfItIsThere() throws IOException {
        hub.send("one", ANN);
        Path disk = written("courier-1");
        read(disk);
        Path answer = files(disk, "denver", "hub", DiskAnswer.SUFFIX).getFirst();
        byte[] all = Files.readAllBytes(answer);
        Files.write(answer, java.util.Arrays.copyOf(all, all.length / 2));
        hub.send("two", ANN);
        hub.plug(disk);
        until(() -> has(disk, "hub", "denver", DiskFile.SUFFIX, 1));
        Files.write(answer, all);
        until(() -> hub.waiting("denver.example") == 1);
    }

    @Test
    void anAnswerThatHasNoPlaceOnItsDiskGoesByTheNextAndIsATroubleUntilThen() throws IOException {
        hub.send("one", ANN);
        Path disk = written("courier-1");
        Path inTheWay = Files.writeString(disk.resolve("packetboat/denver"), "in the way");
        for (int visit = 0; visit < 2; visit++) {
            denver.plug(disk);
            until(() -> denver.post.state().trouble().isPresent());
            denver.pull();
            until(() -> denver.post.state().disk().isEmpty());
        }
        assertTrue(Files.exists(inTheWay));
        Path second = disk("courier-2");
        denver.plug(second);
        until(() -> has(second, "denver", "hub", DiskAnswer.SUFFIX, 1));
        until(() -> denver.post.state().trouble().isEmpty());
        denver.pull();
        back(second);
        assertEquals(0, hub.waiting("denver.example"));
        arrived(ANN + " one");
    }

    @Test
    void aMarkerThatDoesNotFitIsTold() throws IOException {
        Path disk = disk("courier 1");
        hub.plug(disk);
        until(() -> hub.post.state().trouble().isPresent());
        String trouble = hub.post.state().trouble().get();
        assertTrue(trouble.matches(".*/packetboat-disk: found \"courier 1\"; expected .* letters, digits.*"), trouble);
        Files.writeString(disk.resolve("packetboat-disk"), "courier-1\r\n");
        until(() -> hub.post.state().disk().isPresent() && hub.post.state().trouble().isEmpty());
    }

    /** All of it would be read and taken in again at each look. */
    @Test
    void aFileOfWhichMailIsPutOffIsLeftAloneForAMinuteAndHoldsUpNoOther() throws IOException {
        Reply atNight = new Reply(450, "4.7.1", "Goes at night");
        denver.node.change(policy -> policy.with(new DeliveryRules(List.of(SimRules.to(
                SimRules.rule("night", Effect.of(new Verdict.Refuse(atNight))), "eve@denver.example")),
                Map.of())));
        until(() -> !denver.node.policy().rules().isEmpty());
        hub.send("one", "eve@denver.example");
        Path disk = written("courier-1");
        denver.plug(disk);
        until(() -> refusals() > 0);
        hub.send("two", ANN);
        hub.plug(disk);
        arrived(ANN + " two");
        long tries = refusals();
        assertEquals(1, tries, "while another file came");
        denver.later(Duration.ofMinutes(2));
        until(() -> refusals() > tries);
    }

    private long refusals() {
        return denver.node.intake().ruled().stream().mapToLong(RuleCount::refused).sum();
    }
}
