package org.packetboat.connectors.disk;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.protocols.disk.DiskAnswer;
import org.packetboat.protocols.disk.DiskFile;
import org.packetboat.protocols.uucp.greeting.CallerRights;

/** Mail that is carried on disks, on good days and bad ones. */
class DiskPostTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String ANN = "ann@denver.example";

    @TempDir
    Path folder;
    private final List<DiskHost> open = new ArrayList<>();
    private DiskHost hub;
    private DiskHost denver;

    @BeforeEach
    void start() throws IOException {
        hub = opened(new DiskHost(folder, "hub", "denver"));
        denver = opened(new DiskHost(folder, "denver", "hub"));
    }

    private DiskHost opened(DiskHost host) {
        open.add(host);
        return host;
    }

    @AfterEach
    void stop() throws IOException {
        for (DiskHost host : open)
            host.close();
    }

    private Path disk(String name) throws IOException {
        Path disk = Files.createDirectories(folder.resolve("disks").resolve(name));
        Files.writeString(disk.resolve("packetboat-disk"), name + "\n");
        return disk;
    }

    private static void until(Callable<Boolean> holds) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(holds);
    }

    private static List<Path> files(Path disk, String from, String to, String suffix) {
        Path place = disk.resolve("packetboat").resolve(from).resolve(to);
        if (!Files.isDirectory(place)) return List.of();
        try (Stream<Path> all = Files.list(place)) {
            return all.filter(file -> file.toString().endsWith(suffix)).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean has(Path disk, String from, String to, String suffix, int count) {
        return files(disk, from, to, suffix).size() == count;
    }

    /** What waits at the hub is written to a disk, which is pulled then. */
    private Path written(String name) throws IOException {
        Path disk = disk(name);
        int before = hub.post.state().awaited();
        hub.plug(disk);
        until(() -> hub.post.state().awaited() > before);
        until(() -> hub.queue.envelope(hub.events(StatusEvent.Sending.class).stream()
                .filter(sent -> sent.site().equals("denver")).toList().getLast().id()).filter(e -> e.isCarried())
                .isPresent());
        hub.pull();
        until(() -> hub.post.state().disk().isEmpty());
        return disk;
    }

    /** A disk is read at Denver, and answered. */
    private void read(Path disk) throws IOException {
        denver.plug(disk);
        until(() -> has(disk, "hub", "denver", DiskFile.SUFFIX, 0));
        denver.pull();
        until(() -> denver.post.state().disk().isEmpty());
    }

    /** A disk comes back to the hub, and all answers on it are settled. */
    private void back(Path disk) throws IOException {
        hub.plug(disk);
        until(() -> has(disk, "denver", "hub", DiskAnswer.SUFFIX, 0));
        hub.pull();
        until(() -> hub.post.state().disk().isEmpty());
    }

    private void arrived(String... once) {
        Map<String, Integer> expected = new ConcurrentHashMap<>();
        for (String mail : once)
            expected.put(mail, 1);
        until(() -> denver.arrived().size() >= expected.size());
        assertEquals(expected, denver.arrived());
    }

    @Test
    void mailGoesByADiskAndItsAnswerComesBackOnIt() throws IOException {
        hub.send("one", ANN);
        Path disk = written("courier-1");
        assertEquals(1, hub.waiting("denver.example"));
        read(disk);
        arrived(ANN + " one");
        back(disk);
        assertEquals(0, hub.waiting("denver.example"));
        assertEquals(0, hub.post.state().awaited());
        assertEquals("denver", hub.events(StatusEvent.Relayed.class).getFirst().site());
    }

    @Test
    void mailGoesBothWaysOnOneDisk() throws IOException {
        hub.send("there", ANN);
        denver.send("back", "bob@hub.example");
        Path disk = written("courier-1");
        read(disk);
        denver.plug(disk);
        until(() -> has(disk, "denver", "hub", DiskFile.SUFFIX, 1));
        denver.pull();
        hub.plug(disk);
        arrived(ANN + " there");
        until(() -> Map.of("bob@hub.example back", 1).equals(hub.arrived()));
    }

    @Test
    void aDiskThatStaysCarriesWhatComesLater() throws IOException {
        Path disk = disk("shared");
        hub.plug(disk);
        denver.plug(disk);
        hub.send("one", ANN);
        arrived(ANN + " one");
        hub.send("two", ANN);
        arrived(ANN + " one", ANN + " two");
        until(() -> hub.waiting("denver.example") == 0);
    }

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
    void disksMayComeInAnyOrder() throws IOException {
        hub.send("one", ANN);
        Path first = written("courier-1");
        hub.send("two", ANN);
        Path second = written("courier-2");
        read(second);
        read(first);
        arrived(ANN + " one", ANN + " two");
        back(first);
        back(second);
        assertEquals(0, hub.waiting("denver.example"));
    }

    @Test
    void whatALostDiskHadIsSentAgainAndTheFoundDiskDeliversNothingTwice() throws IOException {
        hub.send("one", ANN);
        Path lost = written("courier-1");
        hub.later(DiskHost.WEEK.plusSeconds(5));
        denver.later(DiskHost.WEEK.plusSeconds(5));
        Path second = written("courier-2");
        read(second);
        arrived(ANN + " one");
        read(lost);
        assertTrue(Files.readString(files(lost, "denver", "hub", DiskAnswer.SUFFIX).getFirst()).contains("says: late"));
        back(lost);
        assertEquals(1, hub.waiting("denver.example"), "the answer of the lost disk has nothing sent a third time");
        back(second);
        assertEquals(0, hub.waiting("denver.example"));
        arrived(ANN + " one");
    }

    @Test
    void aCopiedDiskDeliversNothingTwice() throws IOException {
        hub.send("one", ANN);
        Path disk = written("courier-1");
        Path file = files(disk, "hub", "denver", DiskFile.SUFFIX).getFirst();
        byte[] bytes = Files.readAllBytes(file);
        read(disk);
        Path copy = disk("courier-2");
        Files.createDirectories(copy.resolve("packetboat/hub/denver"));
        Files.write(copy.resolve("packetboat/hub/denver").resolve(file.getFileName()), bytes);
        read(copy);
        back(copy);
        back(disk);
        arrived(ANN + " one");
        assertEquals(0, hub.waiting("denver.example"));
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
    void serversThatAreStoppedMeanwhileKnowWhatIsUnderWay() throws IOException {
        hub.send("one", ANN);
        Path disk = written("courier-1");
        hub.close();
        open.remove(hub);
        hub = opened(new DiskHost(folder, "hub", "denver"));
        read(disk);
        Map<String, Integer> before = denver.arrived();
        until(() -> before.size() == 1);
        denver.close();
        open.remove(denver);
        denver = opened(new DiskHost(folder, "denver", "hub", Optional.empty(), before));
        back(disk);
        assertEquals(0, hub.waiting("denver.example"));
        arrived(ANN + " one");
    }

    @Test
    void whoIsNotThereIsToldToTheSender() throws IOException {
        hub.send("one", ANN, "nobody@denver.example");
        Path disk = written("courier-1");
        read(disk);
        arrived(ANN + " one");
        until(() -> denver.events(StatusEvent.Refused.class).size() == 1);
        back(disk);
        denver.plug(disk);
        until(() -> denver.waiting("hub.example") > 0 && has(disk, "denver", "hub", DiskFile.SUFFIX, 1));
        hub.plug(disk);
        until(() -> hub.arrived().keySet().stream().anyMatch(mail -> mail.startsWith("s@hub.example")));
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
    void aReportByAnotherLinkSettlesTooAndItsFileIsForgotten() throws IOException {
        hub.send("one", ANN);
        Path disk = written("courier-1");
        read(disk);
        arrived(ANN + " one");
        Path reports = disk("courier-2");
        denver.plug(reports);
        until(() -> has(reports, "denver", "hub", DiskFile.SUFFIX, 1));
        denver.pull();
        hub.plug(reports);
        until(() -> hub.waiting("denver.example") == 0);
        until(() -> hub.events(StatusEvent.Delivered.class).size() == 1);
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
    void largeMailGoesAndWhatNoDiskCanTakeGoesBackToItsSender() throws IOException {
        hub.send("too large", 65 << 20, ANN);
        hub.send("large", 20 << 20, ANN);
        read(written("courier-1"));
        arrived(ANN + " large");
        assertEquals(1, hub.events(StatusEvent.Refused.class).size());
    }

    @Test
    void eachLinkHasNotesOfItsOwnAndEachFileOfThemAnUnfinishedNameOfItsOwn() throws IOException {
        Path notes = folder.resolve("hub/disks/stick/denver/carried");
        Path others = Files.writeString(Files.createDirectories(notes).resolve("unfinished"), "of another file");
        hub.send("one", ANN);
        Path file = files(written("courier-1"), "hub", "denver", DiskFile.SUFFIX).getFirst();
        assertTrue(Files.exists(notes.resolve(file.getFileName().toString().replace(DiskFile.SUFFIX, ""))));
        assertEquals("of another file", Files.readString(others));
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

    @Test
    void aDiskThatIsPluggedInWhileAnotherHasTheMailIsWrittenSoonAfter() throws IOException {
        AtomicReference<Optional<Boolean>> opened = new AtomicReference<>(Optional.empty());
        Supply other = hub.node.answered(route -> route.leadsTo("denver"), "line", (_, _) -> {});
        other.opened(open -> opened.set(Optional.of(open)));
        until(() -> opened.get().isPresent());
        hub.send("one", ANN);
        denver.send("back", "bob@hub.example");
        Path disk = disk("courier-1");
        denver.plug(disk);
        hub.plug(disk);
        until(() -> Map.of("bob@hub.example back", 1).equals(hub.arrived()));
        assertEquals(List.of(), files(disk, "hub", "denver", DiskFile.SUFFIX));
        other.ended(new Ending.Finished());
        arrived(ANN + " one");
    }

    @Test
    void whatTheFarSideMaySendIsAskedForEachFile() throws IOException {
        Path disk = disk("shared");
        hub.plug(disk);
        denver.plug(disk);
        hub.send("one", ANN);
        arrived(ANN + " one");
        denver.allow(new NoRights());
        hub.send("two", ANN);
        until(() -> hub.events(StatusEvent.Refused.class).size() == 1);
        arrived(ANN + " one");
    }

    /** It may send nothing. */
    private static final class NoRights implements CallerRights {
        @Override
        public Optional<Reply> refusal(Optional<Address> sender, Address recipient) {
            return Optional.of(new Reply(550, "5.7.1", "Not from you"));
        }

        @Override
        public boolean mayRelay() {
            return false;
        }

        @Override
        public boolean mayBeTold(Address sender) {
            return false;
        }
    }

    @Test
    void aSmallHeapTakesSmallFilesOnly() throws IOException {
        hub.close();
        open.remove(hub);
        hub = opened(new DiskHost(folder, "hub", "denver", Optional.empty(), new ConcurrentHashMap<>(), 24 << 20));
        hub.send("too large", (2 << 20) + 1, ANN);
        hub.send("large", 1 << 20, ANN);
        read(written("courier-1"));
        arrived(ANN + " large");
        assertEquals("Message too large to go by a disk: more than 2 MiB, which is what the server's memory allows",
                hub.events(StatusEvent.Refused.class).getFirst().reply().text());
    }

    @Test
    void hundredThousandEnvelopesGoByTwoDisks() throws IOException {
        denver.keep();
        String[] sites = new String[100];
        for (int i = 0; i < sites.length; i++)
            sites[i] = "a@s" + i + ".denver.example";
        for (int i = 0; i < 500; i++)
            hub.send("first " + i, sites);
        Path first = disk("courier-1");
        hub.plug(first);
        until(() -> hub.carried.get() == 50_000);
        hub.pull();
        until(() -> hub.post.state().disk().isEmpty());
        for (int i = 0; i < 500; i++)
            hub.send("second " + i, sites);
        Path second = disk("courier-2");
        hub.plug(second);
        until(() -> hub.carried.get() == 100_000);
        hub.pull();
        until(() -> hub.post.state().disk().isEmpty());
        read(second);
        read(first);
        back(second);
        back(first);
        assertEquals(100_000, denver.waitingBehind("denver.example"));
        assertEquals(0, hub.waitingBehind("denver.example"));
    }
}
