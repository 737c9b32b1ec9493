package org.packetboat.connectors.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.protocols.disk.DiskAnswer;
import org.packetboat.protocols.disk.DiskFile;
import org.packetboat.protocols.uucp.greeting.CallerRights;

/** Mail that is carried on disks, in any order, and lost and found. */
class DiskPostTest extends DiskRig {
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
