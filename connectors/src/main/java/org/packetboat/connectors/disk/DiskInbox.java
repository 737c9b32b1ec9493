package org.packetboat.connectors.disk;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.link.BroughtMail;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.store.StoreException;
import org.packetboat.protocols.bundle.Reading;
import org.packetboat.protocols.bundle.UnpackedMail;
import org.packetboat.protocols.bundle.packing.BundledMail;
import org.packetboat.protocols.disk.DiskAnswer;
import org.packetboat.protocols.disk.DiskFile;
import org.packetboat.protocols.uucp.greeting.Admission;
import org.packetboat.protocols.uucp.mail.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what a far side has put on a disk, and answers. A file goes when its answer is on the disk. On a disk that
 * can't be written each file is read once, while the server runs, and its answer goes by that disk or another one as
 * soon as one takes it; what is read twice is known again mail by mail.
 */
final class DiskInbox {
    private static final Logger LOG = LoggerFactory.getLogger(DiskInbox.class);
    /** A file of which something can't be taken now is left alone for so long. */
    private static final Duration REST = Duration.ofMinutes(1);

    /** What came in. */
    record Brought(int mails, long mailBytes, long fileBytes) {
        static final Brought NOTHING = new Brought(0, 0, 0);

        Brought plus(Brought other) {
            return new Brought(mails + other.mails, mailBytes + other.mailBytes, fileBytes + other.fileBytes);
        }
    }

    private final DiskPacking packing;
    private final DiskPacking.Pair pair;
    private final Supplier<Admission> admission;
    private final Intake intake;
    private final InstantSource clock;
    private final DiskMemory memory;
    /** What is no file of this far side's. */
    private final Set<String> ignored = new HashSet<>();
    /** What was read, and answered nowhere for lack of a disk that takes an answer. */
    private final Map<String, DiskAnswer> owed = new LinkedHashMap<>();
    /** The size of files that were not what their names say: they may be being copied there at this moment. */
    private final Map<String, Integer> broken = new HashMap<>();
    /** Since when files rest. */
    private final Map<String, Instant> resting = new HashMap<>();

    /** @param admission what of the far side's mail is taken: asked for each file, since it may be changed */
    DiskInbox(DiskPacking packing, DiskPacking.Pair pair, Supplier<Admission> admission, Intake intake,
            InstantSource clock, DiskMemory memory) {
        this.packing = packing;
        this.pair = pair;
        this.admission = admission;
        this.intake = intake;
        this.clock = clock;
        this.memory = memory;
    }

    /**
     * Takes in all that is there and was not answered, and writes the answers that other disks did not take.
     *
     * @throws DiskTrouble if a file can't be read or an answer not written; all others were seen to, if the disk is
     *                     there
     */
    Brought read(PluggedDisk disk) throws IOException {
        Brought all = Brought.NOTHING;
        Optional<DiskTrouble> trouble = Optional.empty();
        Set<String> ids = new LinkedHashSet<>(owed.keySet());
        ids.addAll(disk.ids(pair.node(), pair.us(), DiskFile.SUFFIX));
        for (String id : ids) {
            if (ignored.contains(id) || rests(id)) continue;
            try {
                if (owed.containsKey(id)) answer(disk, owed.get(id));
                else if (disk.has(pair.us(), pair.node(), id + DiskAnswer.SUFFIX)) remove(disk, id);
                else all = all.plus(memory.alone(() -> read(disk, id)));
            } catch (DiskTrouble one) {
                if (!disk.isThere()) throw one;
                trouble = Optional.of(one);
            }
        }
        resting.keySet().retainAll(ids);
        if (trouble.isPresent()) throw trouble.get();
        return all;
    }

    /** A clock that was put back ends a rest, too. */
    private boolean rests(String id) {
        Optional<Instant> since = Optional.ofNullable(resting.get(id));
        Instant now = clock.instant();
        return since.filter(began -> !now.isBefore(began) && now.isBefore(began.plus(REST))).isPresent();
    }

    private void remove(PluggedDisk disk, String id) throws DiskTrouble {
        disk.remove(pair.node(), pair.us(), id + DiskFile.SUFFIX);
    }

    private Brought read(PluggedDisk disk, String id) throws IOException {
        Optional<byte[]> bytes = disk.read(pair.node(), pair.us(), id + DiskFile.SUFFIX, memory.largestFile());
        if (bytes.isEmpty()) {
            LOG.warn(
                    "event=disk-file-refused disk={} node={} file={} reason=\"it is no file, or larger than {} bytes\"",
                    disk.name(), pair.node(), id, memory.largestFile());
            ignored.add(id);
            return Brought.NOTHING;
        }
        if (!DiskFile.id(bytes.get()).equals(id)) return notAsNamed(disk, id, bytes.get().length);
        Optional<DiskFile> file = DiskFile.read(bytes.get());
        if (file.isEmpty()) return answer(disk, id, DiskAnswer.Verdict.UNKNOWN, Map.of());
        if (!file.get().from().equals(pair.node()) || !file.get().to().equals(pair.us())) {
            LOG.warn("event=disk-file-refused disk={} node={} file={} reason=\"it is from {} to {}\"", disk.name(),
                    pair.node(), id, file.get().from(), file.get().to());
            ignored.add(id);
            return Brought.NOTHING;
        }
        if (!clock.instant().isBefore(file.get().until()))
            return answer(disk, id, DiskAnswer.Verdict.LATE, Map.of());
        packing.hear(file.get().can());
        Brought mails = take(disk, id, file.get());
        return mails.plus(new Brought(0, 0, bytes.get().length));
    }

    /** Not all of it may be there yet: it is looked at once more. */
    private Brought notAsNamed(PluggedDisk disk, String id, int size) throws IOException {
        boolean stays = Integer.valueOf(size).equals(broken.put(id, size));
        return stays ? answer(disk, id, DiskAnswer.Verdict.DAMAGED, Map.of()) : Brought.NOTHING;
    }

    private Brought take(PluggedDisk disk, String id, DiskFile file) throws IOException {
        DiskPacking.Opened opened = packing.open(file);
        if (opened.mails().isEmpty()) return answer(disk, id, opened.verdict(), Map.of());
        try (Reading.Mails mails = opened.mails().get()) {
            Map<Integer, Reply> refused = new HashMap<>();
            Optional<Reply> later = take(mails, refused);
            if (later.isPresent()) {
                resting.put(id, clock.instant());
                LOG.warn("event=disk-file-waits disk={} node={} file={} reason=\"{}\"", disk.name(), pair.node(), id,
                        later.get());
                return Brought.NOTHING;
            }
            long size = mails.mails().stream().mapToLong(mail -> mail.body().size()).sum();
            LOG.info("event=disk-read disk={} node={} file={} mails={} refused={}", disk.name(), pair.node(), id,
                    mails.mails().size(), refused.size());
            return new Brought(mails.mails().size() - refused.size(), size, 0)
                    .plus(answer(disk, id, DiskAnswer.Verdict.TAKEN, refused));
        }
    }

    /** A mail that is being committed. */
    private record Part(int place, CompletableFuture<Receipt> receipt) {}

    /** @return why it can't be taken now; what is in already is known again */
    private Optional<Reply> take(Reading.Mails mails, Map<Integer, Reply> refused) throws IOException {
        Instant now = clock.instant();
        Admission terms = admission.get();
        List<Part> parts = new ArrayList<>();
        for (int place = 0; place < mails.mails().size(); place++) {
            UnpackedMail mail = mails.mails().get(place);
            BundledMail bundled = new BundledMail(mail.submission(), mail.body(), mail.wellFormed());
            Submission submission = terms.believed(mail.submission());
            Optional<Reply> refusal = terms.refusal(bundled, submission, true, now);
            if (refusal.isPresent()) refused.put(place, refusal.get());
            else parts.add(new Part(place, takeIn(submission, mail, terms, now)));
        }
        Optional<Reply> later = Optional.empty();
        for (Part part : parts) {
            if (!(Await.answer(part.receipt()) instanceof Receipt.Rejected(Reply why))) continue;
            if (why.isPermanent()) refused.put(part.place(), why);
            else later = Optional.of(why);
        }
        return later;
    }

    private CompletableFuture<Receipt> takeIn(Submission submission, UnpackedMail mail, Admission terms,
            Instant now) {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        try {
            BroughtMail.takeIn(new LinkSession.Action.TakeIn(0, submission, Optional.empty(),
                    terms.rights().mayRelay(),
                    Mail.trace(pair.node(), pair.us(), submission.name(), "via DISK", now), mail.body()), intake, now,
                    receipt::complete);
        } catch (StoreException full) {
            receipt.complete(new Receipt.Rejected(Reply.NO_SPACE));
        }
        return receipt;
    }

    /** That answers are owed, for people; empty if none is. */
    Optional<String> owed() {
        return owed.isEmpty()
                ? Optional.empty()
                : Optional.of("no disk has taken the answers to " + owed.size() + " files yet: plug in one that can be"
                        + " written");
    }

    /** Written before the file goes. */
    private Brought answer(PluggedDisk disk, String id, DiskAnswer.Verdict says, Map<Integer, Reply> refused)
            throws IOException {
        if (says != DiskAnswer.Verdict.TAKEN)
            LOG.warn("event=disk-file-unusable disk={} node={} file={} answer={}", disk.name(), pair.node(), id, says);
        broken.remove(id);
        DiskAnswer answer = new DiskAnswer(id, says, packing.can(), refused);
        owed.put(id, answer);
        answer(disk, answer);
        return Brought.NOTHING;
    }

    private void answer(PluggedDisk disk, DiskAnswer owes) throws DiskTrouble {
        disk.answer(pair.us(), pair.node(), owes.to() + DiskAnswer.SUFFIX, owes.encode(packing::proof));
        owed.remove(owes.to());
        remove(disk, owes.to());
    }
}
